package io.inboundmailbox.telemetry;

import static io.inboundmailbox.telemetry.Fixture.NOW;
import static io.inboundmailbox.telemetry.Fixture.ONE;
import static io.inboundmailbox.telemetry.Fixture.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Receiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeteredMailSourceTest {
    private static final Position START = new Position.Since(NOW);
    private static final MessageRef MESSAGE = new MessageRef(ONE, "1/1", NOW, 5);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Meters meters = Fixture.meters(nanoTime);
    private final FakeSource fake = new FakeSource();
    private final MailSource source = new MeteredMailSource(fake, ONE, meters);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void everyCounterOfPollsStandsAtZeroBeforeTheFirst() {
        assertThat(value("polls_total{outcome=\"failure\",protocol=\"EWS\"}")).isEqualTo(0);
        assertThat(value("poll_failures_total{protocol=\"IMAP\",reason=\"Unreachable\"}")).isEqualTo(0);
        assertThat(value("throttled_total{protocol=\"Graph\"}")).isEqualTo(0);
    }

    @Test
    void aPollIsCountedAndTimed() throws MailFailure, InterruptedException {
        // When
        source.find(START, 10);

        // Then
        assertThat(value("polls_total{outcome=\"success\",protocol=\"IMAP\"}")).isEqualTo(1);
        assertThat(value("poll_duration_seconds_sum{outcome=\"success\",protocol=\"IMAP\"}")).isEqualTo(0.2);
        assertThat(value("poll_duration_seconds_bucket{outcome=\"success\",protocol=\"IMAP\",le=\"0.1\"}"))
                .isEqualTo(0);
        assertThat(value("poll_duration_seconds_bucket{outcome=\"success\",protocol=\"IMAP\",le=\"0.25\"}"))
                .isEqualTo(1);
    }

    @Test
    void aPollThatFailsIsCountedByReason() {
        // Given
        fake.failure = new MailFailure.Fetching(problem(Reason.Throttled), null);

        // When
        assertThatThrownBy(() -> source.find(START, 10)).isSameAs(fake.failure);

        // Then
        assertThat(value("polls_total{outcome=\"failure\",protocol=\"IMAP\"}")).isEqualTo(1);
        assertThat(value("poll_failures_total{protocol=\"IMAP\",reason=\"Throttled\"}")).isEqualTo(1);
        assertThat(value("throttled_total{protocol=\"IMAP\"}")).isEqualTo(1);
    }

    @Test
    void aPollThatAnInterruptEndsIsNoFailure() {
        // Given
        fake.failure = new MailFailure.Fetching(problem(Reason.Unreachable), null);
        Thread.currentThread().interrupt();

        // When
        assertThatThrownBy(() -> source.find(START, 10)).isSameAs(fake.failure);

        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(value("polls_total{outcome=\"failure\",protocol=\"IMAP\"}")).isEqualTo(0);
    }

    @Test
    void theTimeOfAPollIsShownForTheResource() throws MailFailure, InterruptedException {
        // Given
        meters.resource(Fixture.snapshot(Map.of()));

        // When
        source.find(START, 10);

        // Then
        assertThat(value("last_poll_timestamp_seconds{name=\"support\",namespace=\"helpdesk\"}"))
                .isEqualTo((double) NOW.getEpochSecond());
    }

    @Test
    void messagesAndTheirBytesAreCounted() throws MailFailure, IOException, InterruptedException {
        // When
        source.fetch(List.of(MESSAGE), (_, bytes) -> assertThat(bytes.readAllBytes()).hasSize(5));

        // Then
        assertThat(value("messages_fetched_total")).isEqualTo(1);
        assertThat(value("fetched_bytes_total")).isEqualTo(5);
    }

    @Test
    void aMessageThatCannotBeStoredIsNotFetchedThoughItsBytesWere() {
        // When
        assertThatThrownBy(() -> source.fetch(List.of(MESSAGE), (_, bytes) -> {
            bytes.skipNBytes(2);
            throw new IOException("full");
        })).isInstanceOf(IOException.class);

        // Then
        assertThat(value("messages_fetched_total")).isEqualTo(0);
        assertThat(value("fetched_bytes_total")).isEqualTo(2);
    }

    @Test
    void aSettlementThatFailsIsCountedByReason() {
        // Given
        fake.failure = new MailFailure.Fetching(problem(Reason.FolderNotFound), null);

        // When
        assertThatThrownBy(() -> source.settle(MESSAGE, new Settlement.Nothing())).isSameAs(fake.failure);

        // Then
        assertThat(value("poll_failures_total{protocol=\"IMAP\",reason=\"FolderNotFound\"}")).isEqualTo(1);
    }

    private @Nullable Double value(String series) {
        return Scraped.of(meters).value("inboundmailbox_" + series);
    }

    private final class FakeSource implements MailSource {
        private @Nullable MailFailure failure;

        @Override
        public Found find(Position position, int limit) throws MailFailure {
            nanoTime.addAndGet(Duration.ofMillis(200).toNanos());
            failIfAsked();
            return new Found(List.of(MESSAGE), false, "end");
        }

        @Override
        public void fetch(List<MessageRef> messages, Receiver receiver) throws MailFailure, IOException {
            failIfAsked();
            receiver.receive(MESSAGE, new ByteArrayInputStream(new byte[5]));
        }

        @Override
        public Cursor past(Position before, MailMessage message) {
            return new Cursor.ImapCursor(1, 1, NOW, Recent.NONE);
        }

        @Override
        public Cursor past(Position before, MessageRef message) {
            return new Cursor.ImapCursor(1, 1, NOW, Recent.NONE);
        }

        @Override
        public Cursor end(Position before, Found found) {
            return new Cursor.ImapCursor(1, 1, NOW, Recent.NONE);
        }

        @Override
        public void settle(MessageRef message, Settlement settlement) throws MailFailure {
            failIfAsked();
        }

        @Override
        public @Nullable TokenInfo token() {
            return null;
        }

        @Override
        public void retry() {}

        @Override
        public void close() {}

        private void failIfAsked() throws MailFailure {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
