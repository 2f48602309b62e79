package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SigningKeys;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.testing.SignatureCheck;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TestMessages;
import io.inboundmailbox.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a request looks like on the wire.
class WebhookRequestTest {
    private static final String KEY = key("a key that has thirty-two octets");
    private static final String OLD_KEY = key("an older one of just 32 octets..");

    private final WebhookFixture webhook = new WebhookFixture();
    private final WebhookReceiver receiver = WebhookReceiver.http(KEY);

    @AfterEach
    void close() {
        webhook.close();
        receiver.close();
    }

    @Test
    void isAPostInCloudEventsBinaryMode() throws Exception {
        // Given
        var message = TestMessages.message(3);

        // When
        webhook.open(receiver.url()).deliver(message);

        // Then
        var request = receiver.received().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("/mail?token=hidden");
        assertThat(request.header("Content-Type")).isEqualTo("message/rfc822");
        assertThat(request.header("Content-Length")).isEqualTo(Long.toString(message.content().size()));
        assertThat(request.header("ce-specversion")).isEqualTo("1.0");
        assertThat(request.header("ce-id")).isEqualTo(message.ref().eventId());
        assertThat(request.header("ce-subject")).isEqualTo("<3@mail.contoso.com>");
        assertThat(request.headers()).doesNotContainKey("ce-datacontenttype");
    }

    @Test
    void theBodyIsByteForByteTheMessage() throws Exception {
        // Given
        receiver.keepBodies(1000);
        var octets = "Subject: caf\u00e9\r\n\r\nbare\nline\rends \0 and no last one";

        // When
        webhook.open(receiver.url()).deliver(TestMessages.message(1, TestContent.of(octets)));

        // Then
        assertThat(receiver.received().getFirst().octets()).isEqualTo(octets);
    }

    @Test
    void asksForNoUpgradeToHttp2OverAPlainConnection() throws Exception {
        // When
        webhook.open(receiver.url()).deliver(TestMessages.message(1));

        // Then
        assertThat(receiver.received().getFirst().headers()).doesNotContainKeys("Upgrade", "HTTP2-Settings");
    }

    @Test
    void withoutAKeyNothingIsSigned() throws Exception {
        // When
        webhook.open(receiver.url()).deliver(TestMessages.message(1));

        // Then
        assertThat(receiver.received().getFirst().headers())
                .doesNotContainKeys("webhook-id", "webhook-timestamp", "webhook-signature");
    }

    @Test
    void theReferenceLibraryAcceptsTheSignature() throws Exception {
        // Given
        var sink = webhook.signed(receiver.url(), SigningKeys.parse(KEY));

        // When
        sink.deliver(ascii());

        // Then
        assertThat(receiver.received().getFirst().signature()).isEqualTo(SignatureCheck.Result.Accepted);
    }

    @Test
    void theSignatureCoversOctetsThatAreNoText() throws Exception {
        // Given
        var sink = webhook.signed(receiver.url(), SigningKeys.parse(KEY));

        // When
        sink.deliver(TestMessages.message(1, TestContent.generated(3_000_000, 5)));

        // Then
        assertThat(receiver.received().getFirst().signature()).isEqualTo(SignatureCheck.Result.AcceptedByFormula);
    }

    @Test
    void aReceiverThatStillHasTheOldKeyAcceptsTheSignatureWhileTwoAreInUse() throws Exception {
        // Given
        var sink = webhook.signed(receiver.url(), SigningKeys.parse(OLD_KEY), SigningKeys.parse(KEY));

        // When
        sink.deliver(ascii());

        // Then
        var request = receiver.received().getFirst();
        assertThat(request.header("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
        assertThat(request.signature()).isEqualTo(SignatureCheck.Result.Accepted);
    }

    @Test
    void aSignatureWithAnotherKeyIsNotAccepted() throws Exception {
        // Given
        var sink = webhook.signed(receiver.url(), SigningKeys.parse(OLD_KEY));

        // When
        sink.deliver(ascii());

        // Then
        assertThat(receiver.received().getFirst().signature()).isEqualTo(SignatureCheck.Result.Rejected);
    }

    @Test
    void theIdOfTheSignatureIsTheEventId() throws Exception {
        // Given
        var sink = webhook.signed(receiver.url(), SigningKeys.parse(KEY));

        // When
        sink.deliver(ascii());

        // Then
        var request = receiver.received().getFirst();
        assertThat(request.header("webhook-id")).isEqualTo(request.eventId());
    }

    @Test
    void furtherHeadersAreSent() throws Exception {
        // Given
        var sink = webhook.with(receiver.url(),
                Map.of("Authorization", Secret.of("Bearer abc"), "X-Team", Secret.of("mail")));

        // When
        sink.deliver(ascii());

        // Then
        var request = receiver.received().getFirst();
        assertThat(request.header("authorization")).isEqualTo("Bearer abc");
        assertThat(request.header("x-team")).isEqualTo("mail");
    }

    @Test
    void aHeaderThatOnlyTheOperatorSetsIsAComplaintAndNoRequest() throws Exception {
        // Given
        var sink = webhook.with(receiver.url(), Map.of("CE-Id", Secret.of("forged")));

        // When
        var verdict = sink.deliver(ascii());

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Misconfigured.class, misconfigured -> assertThat(
                misconfigured.problem().sentence()).contains("spec.sink.webhook.headersSecretRef", "CE-Id")
                .doesNotContain("forged"));
        assertThat(receiver.received()).isEmpty();
    }

    private static MailMessage ascii() {
        return TestMessages.message(9, TestContent.of("Subject: x\r\n\r\nbody\r\n"));
    }

    private static String key(String octets) {
        return "whsec_" + Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.US_ASCII));
    }
}
