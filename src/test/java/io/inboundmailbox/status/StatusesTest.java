package io.inboundmailbox.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.mail.TokenInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What takes more mailboxes than a golden file should hold, and what is no status.
class StatusesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Evidence GOOD = new Evidence.Good(NOW);

    @Test
    void ofManyMailboxesOnlyThoseThatAreNotReadyHaveARow() {
        // When
        var status = Statuses
                .of(observation(NOW, null, reports(21, i -> i == 7 ? failed("Unreachable", "No.") : GOOD)));
        // Then
        assertThat(status.mailboxes()).isEqualTo("20/21");
        assertThat(status.users()).singleElement().satisfies(row -> {
            assertThat(row.address()).isEqualTo("user7@contoso.com");
            assertThat(row.ready()).isFalse();
            assertThat(row.reason()).isEqualTo("Unreachable");
        });
    }

    @Test
    void ofTwentyMailboxesAllHaveARow() {
        // When
        var status = Statuses.of(observation(NOW, null, reports(20, _ -> GOOD)));
        // Then
        assertThat(status.users()).hasSize(20).allMatch(InboundMailboxStatus.User::ready);
    }

    @Test
    void noMoreThanFiftyRowsAreThere() {
        // When
        var status = Statuses.of(observation(NOW, null, reports(250, _ -> failed("Unreachable", "No."))));
        // Then
        assertThat(status.mailboxes()).isEqualTo("0/250");
        assertThat(status.users()).hasSize(50);
        assertThat(message(status, "Fetching")).isEqualTo("250 of 250 mailboxes (Unreachable): No.");
    }

    @Test
    void theWorstStatusIsSmall() {
        // Given: everything fails, every mailbox for another reason, every reason a long sentence of three-byte letters
        var reasons = Reason.values();
        var reports = IntStream.range(0, 250).mapToObj(i -> {
            var report = report(i, GOOD, 1_000_000, NOW, null);
            var evidence = failed(reasons[i % reasons.length].name(), "\u20ac".repeat(600));
            return new MailboxReport(report.mailbox(), evidence, evidence, evidence, null, report.progress(), NOW, NOW,
                    report.effectiveInterval(), null);
        }).toList();
        // When
        var status = Statuses.of(observation(NOW, null, reports));
        // Then
        assertThat(Serialization.asJson(status).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(64 << 10);
        assertThat(message(status, "Fetching")).endsWith("\u2026");
    }

    @Test
    void aRestartWithManyMailboxesChangesNothing() {
        // Given
        var before = Statuses
                .of(observation(NOW, null, reports(250, i -> i < 120 ? failed("Unreachable", "No.") : GOOD)));
        // When
        var reading = Statuses.of(observation(NOW.plusSeconds(60), before, List.of()));
        var begun = Statuses.of(observation(NOW.plusSeconds(61), reading, reports(250, _ -> Evidence.missing())));
        // Then
        assertThat(reading).isEqualTo(before);
        assertThat(begun).isEqualTo(before);
    }

    @Test
    void aMailboxWithoutARowStaysReadyUntilItSaysOtherwise() {
        // Given
        var before = Statuses.of(observation(NOW, null, reports(30, i -> i < 3 ? failed("Unreachable", "No.") : GOOD)));
        // When: one has told already, the others have not
        var after = Statuses.of(observation(NOW, before, reports(30, i -> i == 0 ? GOOD : Evidence.missing())));
        // Then
        assertThat(after.mailboxes()).isEqualTo("28/30");
        assertThat(after.users()).extracting(InboundMailboxStatus.User::address)
                .containsExactly("user1@contoso.com", "user2@contoso.com");
    }

    @Test
    void whatMayBeWrittenLateIsNoEssence() {
        // Given
        var early = Statuses.of(observation(NOW, null, List.of(report(0, GOOD, 5, NOW, "a"))));
        // When
        var later = Statuses.of(observation(NOW, early, List.of(report(0, GOOD, 6, NOW.plusSeconds(9), "a"))));
        // Then
        assertThat(later).isNotEqualTo(early);
        assertThat(Statuses.essence(later)).isEqualTo(Statuses.essence(early));
        assertThat(Statuses.withoutIdleTimes(later)).isNotEqualTo(Statuses.withoutIdleTimes(early));
    }

    @Test
    void anIdleMailboxChangesOnlyItsTimes() {
        // Given
        var early = Statuses.of(observation(NOW, null, List.of(report(0, GOOD, 5, NOW, "a"))));
        // When
        var report = report(0, GOOD, 5, NOW, "a");
        var polled = new MailboxReport(report.mailbox(), GOOD, GOOD, GOOD,
                new TokenInfo(NOW, NOW.plusSeconds(3600), null), report.progress(), NOW.plusSeconds(30),
                NOW.plusSeconds(30), report.effectiveInterval(), "a");
        var later = Statuses.of(observation(NOW.plusSeconds(30), early, List.of(polled)));
        // Then
        assertThat(later).isNotEqualTo(early);
        assertThat(Statuses.withoutIdleTimes(later)).isEqualTo(Statuses.withoutIdleTimes(early));
    }

    @Test
    void aFailureAndAHandledRequestAreEssence() {
        // Given
        var before = Statuses.of(observation(NOW, null, List.of(report(0, GOOD, 5, NOW, null))));
        // When
        var failing = Statuses
                .of(observation(NOW, before, List.of(report(0, failed("Throttled", "Wait."), 5, NOW, null))));
        var handled = Statuses.of(observation(NOW, before, List.of(report(0, GOOD, 5, NOW, "a"))));
        // Then
        assertThat(Statuses.essence(failing)).isNotEqualTo(Statuses.essence(before));
        assertThat(Statuses.essence(handled)).isNotEqualTo(Statuses.essence(before));
    }

    @Test
    void theNextChangeIsTheFirstMailboxThatBecomesOverdue() {
        // Given: two minutes after the last sign
        var seen = observation(NOW.plusSeconds(90), null,
                List.of(report(0, GOOD, 0, NOW.plusSeconds(60), null), report(1, GOOD, 0, NOW, null)));
        // When
        var next = Statuses.nextChange(seen);
        // Then
        assertThat(next).isEqualTo(NOW.plusSeconds(120));
    }

    @Test
    void whereNothingRunsNothingChangesByItself() {
        assertThat(Statuses.nextChange(observation(NOW, null, List.of()))).isNull();
    }

    @Test
    void aTimeThatSomebodyElseWroteIsReplaced() {
        // Given
        var odd = Serialization.unmarshal("{\"lastMessageTime\": \"yesterday\"}", InboundMailboxStatus.class);
        // When
        var status = Statuses.of(observation(NOW, odd, List.of(report(0, GOOD, 1, NOW, null))));
        // Then
        assertThat(status.lastMessageTime()).isEqualTo("2026-06-01T00:00:00Z");
    }

    private static Observation observation(Instant now, @Nullable InboundMailboxStatus previous,
            List<MailboxReport> reports) {
        return new Observation(1, previous, new References.Resolved(), reports.isEmpty() ? 250 : reports.size(),
                reports, false, "mail-system/operator", "ClientSecret", null, "a", now);
    }

    private static List<MailboxReport> reports(int count, IntFunction<Evidence> fetching) {
        return IntStream.range(0, count).mapToObj(i -> report(i, fetching.apply(i), 0, NOW, null)).toList();
    }

    private static MailboxReport report(int number, Evidence evidence, long delivered, Instant sign,
            @Nullable String handled) {
        var mailbox = new Mailbox(new ResourceKey("helpdesk", "support"), "user" + number + "@contoso.com",
                Protocol.IMAP, "outlook.office365.com:993", "Inbox");
        var others = evidence instanceof Evidence.Missing ? evidence : GOOD;
        return new MailboxReport(mailbox, others, evidence, others, null,
                new Progress(null, null, delivered, 0, delivered == 0 ? null : sign), sign, sign,
                Duration.ofSeconds(30), handled);
    }

    private static Evidence failed(String reason, String sentence) {
        return new Evidence.Failed(new Problem(Reason.valueOf(reason), sentence, RetryAdvice.BACK_OFF), NOW);
    }

    private static String message(InboundMailboxStatus status, String type) {
        return status.conditions()
                .stream()
                .filter(condition -> condition.getType().equals(type))
                .map(Condition::getMessage)
                .findFirst()
                .orElseThrow();
    }
}
