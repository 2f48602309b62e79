package io.inboundmailbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundMailboxTest {
    private static final String MINIMAL = """
            apiVersion: inboundmailbox.io/v1alpha1
            kind: InboundMailbox
            metadata: {name: support}
            spec:
              protocol: IMAP
              address: support@contoso.com
              server: {host: imap.example.com}
              credentials:
                password: {secretRef: {name: mail}}
              sink:
                webhook: {url: "https://tickets.example.com/mail"}
            """;

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheSchemaAlsoWithoutAnApiServer() {
        // When
        var spec = read(MINIMAL).getSpec();
        // Then
        assertThat(spec.cloud()).isEqualTo(InboundMailboxSpec.Cloud.Global);
        assertThat(spec.folder()).isEqualTo("Inbox");
        assertThat(spec.start().from()).isEqualTo(HandlingSpec.Start.From.Now);
        assertThat(spec.intervalDuration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.maxMessageBytes()).isEqualTo(150L << 20);
        assertThat(spec.afterDelivery().action()).isEqualTo(HandlingSpec.AfterDelivery.Action.None);
        assertThat(spec.rejected().attempts()).isEqualTo(5);
        assertThat(spec.rejected().stuckAfterDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.payload()).isEqualTo(InboundMailboxSpec.Payload.RFC822);
        assertThat(spec.suspend()).isFalse();
        assertThat(spec.additionalUsers()).isEmpty();
    }

    @Test
    void aWebhookHasItsDefaultsToo() {
        // When
        var webhook = read(MINIMAL).getSpec().sink().webhook();
        // Then
        assertThat(webhook).isNotNull();
        assertThat(webhook.timeoutDuration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(webhook.mode()).isEqualTo(WebhookSpec.Mode.Binary);
    }

    @Test
    void thePortOfImapFollowsFromTheProtection() {
        // When
        var implicit = new ServerSpec("imap.example.com", null, ServerSpec.Tls.Implicit, null);
        var upgraded = new ServerSpec("imap.example.com", null, ServerSpec.Tls.StartTLS, null);
        var named = new ServerSpec("imap.example.com", 1993, ServerSpec.Tls.StartTLS, null);
        // Then
        assertThat(List.of(implicit, upgraded, named)).extracting(ServerSpec::imapPort).containsExactly(993, 143, 1993);
    }

    @Test
    void fieldsOfALaterVersionAreNoObstacle() {
        // When
        var mailbox = read(MINIMAL.replace("protocol: IMAP", "protocol: IMAP\n  later: {a: b}")
                .replace("{host:", "{later: c, host:"));
        // Then
        assertThat(mailbox.getSpec().addresses()).containsExactly("support@contoso.com");
    }

    @Test
    void theMainAddressComesFirst() {
        // When
        var mailbox = read(MINIMAL.replace("  server:", "  additionalUsers: [{address: b@contoso.com}]\n  server:"));
        // Then
        assertThat(mailbox.getSpec().addresses()).containsExactly("support@contoso.com", "b@contoso.com");
    }

    @Test
    void whatIsUnknownIsNotWritten() {
        // Given
        var status = new InboundMailboxStatus(3L, null, List.of(), null, "1/2", null, null, null, List.of(), null,
                null);
        // When
        var json = serialization.asJson(status);
        // Then
        assertThat(json).isEqualTo("""
                {"observedGeneration":3,"conditions":[],"mailboxes":"1/2","users":[]}""");
    }

    @Test
    void standardOutputIsWrittenAsAnEmptyObject() {
        // Given
        var sink = new SinkSpec(null, null, null, null, null, new OtherSinks.Stdout());
        // When
        var json = serialization.asJson(sink);
        // Then
        assertThat(json).isEqualTo("{\"stdout\":{}}");
        assertThat(serialization.unmarshal(json, SinkSpec.class)).isEqualTo(sink);
    }

    private InboundMailbox read(String yaml) {
        return serialization.unmarshal(yaml, InboundMailbox.class);
    }
}
