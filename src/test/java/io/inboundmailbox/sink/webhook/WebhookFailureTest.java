package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.sink.MailSinkContract;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.testing.TestCa;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TestMessages;
import io.inboundmailbox.testing.TornStream;
import io.inboundmailbox.testing.WebhookReceiver;
import io.inboundmailbox.testing.WebhookReceiver.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of exchanges that never get an answer.
@Timeout(60)
class WebhookFailureTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final WebhookFixture webhook = new WebhookFixture();
    private final WebhookFixture impatient = new WebhookFixture(new Pace(SHORT, ByteSize.ofMebibytes(64)));
    private final WebhookReceiver receiver = WebhookReceiver.http();
    private final TestCa ca = new TestCa();

    @AfterEach
    void close() {
        webhook.close();
        impatient.close();
        receiver.close();
    }

    @Test
    void aReceiverThatSaysNothingIsUnavailableAfterTheTimeout() throws Exception {
        // Given
        receiver.answerNext(new Answer.Hang());

        // When
        var verdict = webhook.open(receiver.url(), SHORT).deliver(TestMessages.message(1));

        // Then
        assertUnavailable(verdict, "spec.sink.webhook.timeout");
    }

    @Test
    void aReceiverThatDoesNotReadIsUnavailable() throws Exception {
        // Given
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");

            // When
            var verdict = impatient.open(url)
                    .deliver(TestMessages.message(1, TestContent.generated(20_000_000, 1)));

            // Then
            assertUnavailable(verdict, "too slowly");
        }
    }

    @Test
    void aReceiverThatClosesTheConnectionIsUnavailable() throws Exception {
        // Given
        receiver.answerNext(new Answer.Cut(), new Answer.Cut());

        // When
        var verdict = webhook.open(receiver.url()).deliver(TestMessages.message(1));

        // Then
        assertUnavailable(verdict, "closed the connection");
    }

    @Test
    void aKeptConnectionThatTheReceiverHasJustClosedIsNoFailure() throws Exception {
        // Given
        receiver.answerNext(new Answer.Cut());

        // When
        var verdict = webhook.open(receiver.url()).deliver(TestMessages.message(1));

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        assertThat(receiver.counts()).containsValues(2L);
    }

    /// The receiver goes on reading, as RFC 9112, section 9.6, asks: where it does not, its answer may get lost.
    @Test
    void aRefusalBeforeTheBodyWasReadIsUnderstood() throws Exception {
        // Given
        try (var hasty = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(
                    () -> answer(hasty, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"));
            var url = URI.create("http://127.0.0.1:" + hasty.getLocalPort() + "/");

            // When
            var verdict = webhook.open(url).deliver(TestMessages.message(1, TestContent.generated(20_000_000, 1)));

            // Then
            assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void aPortWhereNobodyListensIsUnavailable() throws Exception {
        // Given
        var url = receiver.url();
        receiver.close();

        // When
        var verdict = webhook.open(url).deliver(TestMessages.message(1));

        // Then
        assertUnavailable(verdict, "refuses the connection");
    }

    @Test
    void aHostThatCannotBeResolvedIsUnavailable() throws Exception {
        // When
        var verdict = webhook.open(URI.create("http://no-such-host.invalid/")).deliver(TestMessages.message(1));

        // Then
        assertUnavailable(verdict, "cannot be resolved");
    }

    @Test
    void aPortThatAnswersTlsWithPlainHttpIsUnavailable() throws Exception {
        // Given
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            var url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");

            // When
            var verdict = webhook.open(url).deliver(TestMessages.message(1));

            // Then
            assertUnavailable(verdict, "does not speak TLS");
        }
    }

    @Test
    void aPortThatDoesNotAnswerTlsAtAllIsUnavailable() throws Exception {
        // Given
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("https://127.0.0.1:" + deaf.getLocalPort() + "/");

            // When
            var verdict = impatient.open(url).deliver(TestMessages.message(1));

            // Then
            assertUnavailable(verdict, "lets no connection come about");
        }
    }

    @Test
    void aUrlThatCannotBeCalledIsAMistakeInTheSpec() throws Exception {
        // When
        var verdict = webhook.open(URI.create("http://under_score/")).deliver(TestMessages.message(1));

        // Then
        assertThat(MailSinkContract.problem(verdict).reason()).isEqualTo(Reason.SinkUrlInvalid);
    }

    @Test
    void aPrivateCaIsTrustedWhereTheSpecNamesIt() throws Exception {
        // Given
        try (var secure = WebhookReceiver.https(ca.server("localhost", "127.0.0.1"))) {
            // When
            var verdict = webhook.trusting(secure.url(), new CaBundle(ca.pem())).deliver(TestMessages.message(1));

            // Then
            assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void aPrivateCaIsNotTrustedOtherwise() throws Exception {
        // Given
        try (var secure = WebhookReceiver.https(ca.server("localhost", "127.0.0.1"))) {
            // When
            var verdict = webhook.trusting(secure.url(), null).deliver(TestMessages.message(1));

            // Then
            assertCertificateRejected(verdict);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRejected() throws Exception {
        // Given
        try (var secure = WebhookReceiver.https(ca.server("elsewhere.example.com"))) {
            // When
            var verdict = webhook.trusting(secure.url(), new CaBundle(ca.pem())).deliver(TestMessages.message(1));

            // Then
            assertCertificateRejected(verdict);
        }
    }

    @Test
    void aContentThatCannotBeReadIsNoFailureOfTheSink() {
        // Given
        var sink = webhook.open(receiver.url());

        // When
        var delivery = TestMessages.message(1, new Torn());

        // Then
        assertThatThrownBy(() -> sink.deliver(delivery)).isInstanceOf(IOException.class)
                .hasRootCauseMessage("the disk is torn");
    }

    @Test
    void anInterruptEndsADelivery() throws Exception {
        // Given
        receiver.answerNext(new Answer.Hang());
        var ended = new CompletableFuture<Class<?>>();
        var sink = webhook.open(receiver.url());
        var thread = Thread.startVirtualThread(() -> {
            try {
                ended.complete(sink.deliver(TestMessages.message(1)).getClass());
            } catch (IOException | InterruptedException e) {
                ended.complete(e.getClass());
            }
        });
        Awaitility.await().untilAsserted(() -> assertThat(receiver.received()).hasSize(1));

        // When
        thread.interrupt();

        // Then
        assertThat(ended.join()).isEqualTo(InterruptedException.class);
    }

    @Test
    void sinksThatTrustTheSameShareAClientUntilTheLastIsClosed() {
        // Given
        var one = webhook.open(receiver.url());
        var other = webhook.open(receiver.url());
        var trusting = webhook.trusting(receiver.url(), new CaBundle(ca.pem()));
        var before = webhook.sinks().clients();

        // When
        one.close();
        one.close();
        trusting.close();

        // Then
        assertThat(before).isEqualTo(2);
        assertThat(webhook.sinks().clients()).isEqualTo(1);
        other.close();
        assertThat(webhook.sinks().clients()).isZero();
    }

    private static void answer(ServerSocket listener, String text) {
        try (var socket = listener.accept()) {
            socket.getInputStream().readNBytes(1);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertUnavailable(Verdict verdict, String words) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Wait.class, wait -> {
            assertThat(wait.problem().reason()).isEqualTo(Reason.SinkUnavailable);
            assertThat(wait.problem().sentence()).contains(words, "spec.sink.webhook.").doesNotContain("hidden");
        });
    }

    private static void assertCertificateRejected(Verdict verdict) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Misconfigured.class, misconfigured -> {
            assertThat(misconfigured.problem().reason()).isEqualTo(Reason.CertificateRejected);
            assertThat(misconfigured.problem().sentence()).contains("spec.sink.webhook.caBundle");
        });
    }

    /// Can be opened, but not read to its end.
    private record Torn() implements Content {
        @Override
        public InputStream open() {
            return new TornStream(100, "the disk is torn");
        }

        @Override
        public long size() {
            return 200;
        }

        @Override
        public Hash sha256() {
            return Hash.of("torn");
        }
    }
}
