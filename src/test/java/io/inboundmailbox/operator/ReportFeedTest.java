package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.testing.TestMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportFeedTest {
    private static final ResourceKey SUPPORT = TestMessages.MAILBOX.resource();
    private static final Evidence GOOD = new Evidence.Good(Instant.EPOCH);
    private static final Evidence FAILED = new Evidence.Failed(
            new Problem(Reason.Unreachable, "No connection.", RetryAdvice.BACK_OFF), Instant.EPOCH);

    private final List<ResourceKey> triggered = new CopyOnWriteArrayList<>();
    private final ReportFeed feed = new ReportFeed(triggered::add, Duration.ofMillis(50));

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void whatMayChangeAConditionTriggersAtOnce() {
        // When
        feed.changed(report(GOOD, 0, null));
        feed.changed(report(FAILED, 0, null));
        feed.changed(report(FAILED, 0, "now"));
        // Then
        assertThat(triggered).containsExactly(SUPPORT, SUPPORT, SUPPORT);
    }

    @Test
    void countersAndTimesWait() {
        // Given
        feed.changed(report(GOOD, 0, null));
        // When
        feed.changed(report(GOOD, 1, null));
        feed.changed(report(GOOD, 2, null));
        // Then
        assertThat(triggered).hasSize(1);
    }

    @Test
    void whatWaitsIsPassedOnTogether() {
        // Given
        feed.changed(report(GOOD, 0, null));
        feed.changed(report(GOOD, 1, null));
        feed.changed(report(GOOD, 2, null));
        // When
        feed.start();
        // Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(triggered).hasSize(2));
        await().during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(triggered).hasSize(2));
    }

    @Test
    void aResourceThatIsForgottenIsNotTriggeredAndBeginsAnew() {
        // Given
        feed.changed(report(GOOD, 0, null));
        feed.changed(report(GOOD, 1, null));
        // When
        feed.forget(SUPPORT);
        feed.start();
        // Then
        await().during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(triggered).hasSize(1));
        feed.changed(report(GOOD, 1, null));
        assertThat(triggered).hasSize(2);
    }

    private static MailboxReport report(Evidence evidence, long delivered, @Nullable String handled) {
        return new MailboxReport(TestMessages.MAILBOX, GOOD, evidence, GOOD, null,
                new Progress(null, null, delivered, 0, null), Instant.EPOCH, null, Duration.ofSeconds(30), handled);
    }
}
