package io.inboundmailbox.telemetry;

import static io.inboundmailbox.telemetry.Fixture.NOW;
import static io.inboundmailbox.telemetry.Fixture.message;
import static io.inboundmailbox.telemetry.Fixture.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeteredMailSinkTest {
    private static final SinkSettings WEBHOOK = new SinkSettings.Webhook(URI.create("https://hooks.example.com"),
            List.of(), Map.of(), null, Duration.ofSeconds(30));

    private final AtomicLong nanoTime = new AtomicLong();
    private final Meters meters = Fixture.meters(nanoTime);
    private final FakeSink fake = new FakeSink();
    private final MailSink sink = new MeteredMailSinks(_ -> fake, meters).open(WEBHOOK);

    @AfterEach
    void close() {
        meters.close();
    }

    @ParameterizedTest
    @MethodSource
    void anAttemptIsCountedByTheAnswer(Verdict verdict, String answer) throws IOException, InterruptedException {
        // Given
        fake.verdict = verdict;

        // When
        sink.deliver(message("1/1", NOW));

        // Then
        assertThat(attempts(answer)).isEqualTo(1);
        assertThat(Stream.of("accepted", "wait", "misconfigured", "refused").mapToDouble(this::attempts).sum())
                .isEqualTo(1);
        assertThat(value("messages_delivered_total")).isEqualTo(answer.equals("accepted") ? 1 : 0);
        assertThat(value("delivery_duration_seconds_sum{sink=\"webhook\"}")).isEqualTo(0.3);
    }

    static Stream<Arguments> anAttemptIsCountedByTheAnswer() {
        return Stream.of(Arguments.of(Verdict.ACCEPTED, "accepted"),
                Arguments.of(new Verdict.Wait(problem(Reason.SinkUnavailable)), "wait"),
                Arguments.of(new Verdict.Misconfigured(problem(Reason.SinkNotFound)), "misconfigured"),
                Arguments.of(new Verdict.Refused(problem(Reason.MessageRefused)), "refused"));
    }

    @Test
    void theLatencyIsThatFromArrivalToAcceptance() throws IOException, InterruptedException {
        // When
        sink.deliver(message("1/1", NOW.minusSeconds(200)));

        // Then
        assertThat(value("end_to_end_latency_seconds_sum")).isEqualTo(200);
        assertThat(value("end_to_end_latency_seconds_bucket{le=\"120.0\"}")).isEqualTo(0);
        assertThat(value("end_to_end_latency_seconds_bucket{le=\"300.0\"}")).isEqualTo(1);
    }

    @Test
    void aServerWhoseClockIsAheadGivesNoNegativeLatency() throws IOException, InterruptedException {
        // When
        sink.deliver(message("1/1", NOW.plusSeconds(60)));

        // Then
        assertThat(value("end_to_end_latency_seconds_sum")).isEqualTo(0);
        assertThat(value("end_to_end_latency_seconds_count")).isEqualTo(1);
    }

    @Test
    void aMessageWithoutATimeOfArrivalHasNoLatency() throws IOException, InterruptedException {
        // When
        sink.deliver(message("1/1", null));

        // Then
        assertThat(value("end_to_end_latency_seconds_count")).isEqualTo(0);
    }

    @Test
    void aMessageThatIsAcceptedOnceMoreIsARepeat() throws IOException, InterruptedException {
        // When
        sink.deliver(message("1/1", NOW));
        sink.deliver(message("1/2", NOW));
        sink.deliver(message("1/1", NOW));

        // Then
        assertThat(value("messages_delivered_total")).isEqualTo(3);
        assertThat(value("messages_repeated_total")).isEqualTo(1);
    }

    @Test
    void aMessageIsInFlightUntilTheAnswer() throws IOException, InterruptedException {
        // When
        sink.deliver(message("1/1", NOW));

        // Then
        assertThat(fake.inFlight).isEqualTo(1);
        assertThat(value("messages_in_flight")).isEqualTo(0);
    }

    @Test
    void anAttemptWithoutAnAnswerIsNotCounted() {
        // Given
        fake.failure = new IOException("unreadable");

        // When
        assertThatThrownBy(() -> sink.deliver(message("1/1", NOW))).isSameAs(fake.failure);

        // Then
        assertThat(value("delivery_duration_seconds_count{sink=\"webhook\"}")).isEqualTo(0);
        assertThat(value("messages_in_flight")).isEqualTo(0);
    }

    private double attempts(String answer) {
        var attempts = value("delivery_attempts_total{outcome=\"" + answer + "\",sink=\"webhook\"}");
        return attempts == null ? -1 : attempts;
    }

    private @Nullable Double value(String series) {
        return Scraped.of(meters).value("inboundmailbox_" + series);
    }

    private final class FakeSink implements MailSink {
        private Verdict verdict = Verdict.ACCEPTED;
        private @Nullable IOException failure;
        private @Nullable Double inFlight;

        @Override
        public Verdict deliver(MailMessage message) throws IOException {
            nanoTime.addAndGet(Duration.ofMillis(300).toNanos());
            inFlight = value("messages_in_flight");
            if (failure != null) {
                throw failure;
            }
            return verdict;
        }

        @Override
        public void close() {}
    }
}
