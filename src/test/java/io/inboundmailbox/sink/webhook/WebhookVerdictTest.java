package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.sink.MailSinkContract;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.testing.TestMessages;
import io.inboundmailbox.testing.WebhookReceiver;
import io.inboundmailbox.testing.WebhookReceiver.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of each answer.
class WebhookVerdictTest {
    private final WebhookFixture webhook = new WebhookFixture();
    private final WebhookReceiver receiver = WebhookReceiver.http();

    @AfterEach
    void close() {
        webhook.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void acceptedBy(int status) throws Exception {
        assertThat(verdict(Answer.status(status))).isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        300, Misconfigured, SinkRedirects,    Slow,    spec.sink.webhook.url
        301, Misconfigured, SinkRedirects,    Slow,    spec.sink.webhook.url
        304, Misconfigured, SinkRedirects,    Slow,    spec.sink.webhook.url
        308, Misconfigured, SinkRedirects,    Slow,    spec.sink.webhook.url
        400, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        401, Misconfigured, SinkUnauthorized, Slow,    spec.sink.webhook.headersSecretRef
        402, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        403, Misconfigured, SinkUnauthorized, Slow,    spec.sink.webhook.signingSecretRef
        404, Misconfigured, SinkNotFound,     Slow,    spec.sink.webhook.url
        405, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        407, Misconfigured, SinkUnavailable,  Slow,    spec.sink.webhook.url
        408, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        410, Misconfigured, SinkNotFound,     Slow,    spec.sink.webhook.url
        413, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        415, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        422, Refused,       MessageRefused,   BackOff, spec.sink.webhook.url
        425, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        429, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        500, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        503, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        599, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        799, Wait,          SinkUnavailable,  BackOff, spec.sink.webhook.url
        """)
    void notAcceptedBy(int status, String kind, Reason reason, String advice, String field) throws Exception {
        // When
        var verdict = verdict(Answer.status(status));

        // Then
        var problem = MailSinkContract.problem(verdict);
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.advice().getClass().getSimpleName()).isEqualTo(advice);
        assertThat(problem.sentence()).contains("127.0.0.1:" + receiver.port(), Integer.toString(status), field)
                .doesNotContain("hidden");
    }

    @Test
    void aTimeThatTheReceiverNamesIsHonoured() throws Exception {
        // When
        var verdict = verdict(Answer.status(503, "Retry-After", "120"));

        // Then
        assertThat(MailSinkContract.problem(verdict).advice())
                .isEqualTo(RetryAdvice.after(Duration.ofMinutes(2)));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (var target = WebhookReceiver.http()) {
            // When
            verdict(Answer.status(307, "Location", target.url().toString()));

            // Then
            assertThat(receiver.received()).hasSize(1);
            assertThat(target.received()).isEmpty();
        }
    }

    @Test
    @Timeout(10) // Half of the time that the sink would wait.
    void aResponseBodyOfAnyLengthIsNotWaitedFor() throws Exception {
        // When
        var verdict = verdict(new Answer.Verbose(200, 1L << 40));

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aShortResponseBodyLeavesTheConnectionUsable() throws Exception {
        // Given
        receiver.answer(_ -> new Answer.Verbose(200, 1000));
        var sink = webhook.open(receiver.url());

        // When
        sink.deliver(TestMessages.message(1));
        sink.deliver(TestMessages.message(2));

        // Then
        assertThat(receiver.received()).extracting(WebhookReceiver.Received::clientPort)
                .hasSize(2)
                .containsOnly(receiver.received().getFirst().clientPort());
    }

    private Verdict verdict(Answer answer) throws Exception {
        receiver.answerNext(answer);
        return webhook.open(receiver.url()).deliver(TestMessages.message(1));
    }
}
