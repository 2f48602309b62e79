package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.operator.StatusPace.Decision;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    private static final Decision WRITE = new Decision.Write();
    private static final InboundMailboxStatus BEFORE = status("""
            {"observedGeneration": 1, "mailboxes": "1/1", "messages": {"delivered": 1},
             "lastPollTime": "2026-06-01T00:00:00Z"}""");
    private static final InboundMailboxStatus POLLED = status("""
            {"observedGeneration": 1, "mailboxes": "1/1", "messages": {"delivered": 1},
             "lastPollTime": "2026-06-01T00:00:30Z"}""");
    private static final InboundMailboxStatus COUNTED = status("""
            {"observedGeneration": 1, "mailboxes": "1/1", "messages": {"delivered": 2},
             "lastPollTime": "2026-06-01T00:00:30Z"}""");
    private static final InboundMailboxStatus FAILING = status("""
            {"observedGeneration": 1, "mailboxes": "0/1", "messages": {"delivered": 1}}""");
    private static final InboundMailboxStatus NEXT = status("""
            {"observedGeneration": 2, "mailboxes": "1/1", "messages": {"delivered": 1}}""");

    private final FakeTime time = new FakeTime();
    private final StatusPace pace = new StatusPace(new WriteBudget(20, 128 << 10, time::nanos), time::nanos);

    @Test
    void whatDoesNotDifferIsNotWritten() {
        assertThat(pace.decide(SUPPORT, BEFORE, BEFORE)).isEqualTo(new Decision.Nothing());
    }

    @Test
    void theFirstStatusIsWrittenAtOnce() {
        assertThat(pace.decide(SUPPORT, null, BEFORE)).isEqualTo(WRITE);
    }

    @Test
    void aConditionIsWrittenAtOnce() {
        // Given
        pace.decide(SUPPORT, null, BEFORE);
        // When / Then
        assertThat(pace.decide(SUPPORT, BEFORE, FAILING)).isEqualTo(WRITE);
    }

    @Test
    void countersAreWrittenOnceAMinute() {
        // Given
        pace.decide(SUPPORT, null, BEFORE);
        time.pass(Duration.ofSeconds(40));
        // When
        var early = pace.decide(SUPPORT, BEFORE, COUNTED);
        time.pass(Duration.ofSeconds(20));
        var due = pace.decide(SUPPORT, BEFORE, COUNTED);
        // Then
        assertThat(early).isEqualTo(new Decision.Later(Duration.ofSeconds(20)));
        assertThat(due).isEqualTo(WRITE);
    }

    @Test
    void theTimesOfAnIdleMailboxAreWrittenOnceAnHour() {
        // Given
        pace.decide(SUPPORT, null, BEFORE);
        time.pass(Duration.ofMinutes(59));
        // When
        var early = pace.decide(SUPPORT, BEFORE, POLLED);
        time.pass(Duration.ofMinutes(1));
        var due = pace.decide(SUPPORT, BEFORE, POLLED);
        // Then
        assertThat(early).isEqualTo(new Decision.Later(Duration.ofMinutes(1)));
        assertThat(due).isEqualTo(WRITE);
    }

    @Test
    void afterARestartTheHourGoesOn() {
        // Given: a status that was written forty minutes ago, by another process
        var later = status("""
                {"observedGeneration": 1, "mailboxes": "1/1", "messages": {"delivered": 1},
                 "lastPollTime": "2026-06-01T00:40:30Z"}""");
        // When / Then
        assertThat(pace.decide(SUPPORT, POLLED, later)).isEqualTo(new Decision.Later(Duration.ofMinutes(20)));
    }

    @Test
    void whatIsBeyondTheBudgetIsWrittenSoon() {
        // When
        var decisions = IntStream.range(0, 30)
                .mapToObj(i -> pace.decide(new ResourceKey("helpdesk", "support-" + i), BEFORE, FAILING))
                .toList();
        // Then
        assertThat(decisions.subList(0, 20)).containsOnly(WRITE);
        assertThat(decisions.subList(20, 30)).containsOnly(new Decision.Later(Duration.ofMillis(500)));
    }

    @Test
    void theAnswerToANewSpecWaitsForNoBudget() {
        // Given
        IntStream.range(0, 30).forEach(i -> pace.decide(new ResourceKey("helpdesk", "other-" + i), BEFORE, FAILING));
        // When / Then
        assertThat(pace.decide(SUPPORT, BEFORE, NEXT)).isEqualTo(WRITE);
    }

    @Test
    void aResourceThatIsForgottenBeginsAnew() {
        // Given
        pace.decide(SUPPORT, null, BEFORE);
        // When
        pace.forget(SUPPORT);
        // Then: written some time in the last hour, not now
        assertThat(pace.decide(SUPPORT, BEFORE, POLLED)).isNotEqualTo(new Decision.Later(Duration.ofHours(1)));
    }

    private static InboundMailboxStatus status(String json) {
        return Serialization.unmarshal(json, InboundMailboxStatus.class);
    }
}
