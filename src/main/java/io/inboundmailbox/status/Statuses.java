package io.inboundmailbox.status;

import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.TokenInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// From an observation to the status. Pure: no clock, no client.
public final class Statuses {
    private Statuses() {}

    /// The status as it should be now.
    public static InboundMailboxStatus of(Observation seen) {
        var before = Objects.requireNonNullElseGet(seen.previous(), Statuses::empty);
        return new InboundMailboxStatus(
                seen.generation(),
                seen.controller(),
                Conditions.merge(seen.previous(), new Checks(seen).all(), seen.now()),
                token(seen, before),
                Rows.counted(seen),
                messages(seen, before),
                later(before.lastPollTime(), newest(seen, MailboxReport::lastPollAt)),
                later(before.lastMessageTime(), newest(seen, report -> report.progress().lastMessageAt())),
                Rows.of(seen),
                seen.references() instanceof References.Resolved ? seen.sinkUri() : before.sinkUri(),
                handled(seen, before));
    }

    /// The next moment at which the status changes although nothing is reported: a poll that becomes overdue. Null when
    /// there is none.
    public static @Nullable Instant nextChange(Observation seen) {
        return seen.reports()
                .stream()
                .map(Overdue::from)
                .filter(seen.now()::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /// The same without what may be written late: counters and times. What differs in it is written at once.
    public static InboundMailboxStatus essence(InboundMailboxStatus status) {
        var users = status.users()
                .stream()
                .map(row -> new InboundMailboxStatus.User(row.address(), row.ready(), row.reason(), row.since(), null,
                        null, null))
                .toList();
        return new InboundMailboxStatus(status.observedGeneration(), status.controller(), status.conditions(), null,
                status.mailboxes(), null, null, null, users, status.sinkUri(), status.lastHandledFetchAt());
    }

    /// The same without what an idle mailbox changes by itself: the times of token and poll.
    public static InboundMailboxStatus withoutIdleTimes(InboundMailboxStatus status) {
        return new InboundMailboxStatus(status.observedGeneration(), status.controller(), status.conditions(), null,
                status.mailboxes(), status.messages(), null, status.lastMessageTime(), status.users(),
                status.sinkUri(), status.lastHandledFetchAt());
    }

    private static InboundMailboxStatus empty() {
        return new InboundMailboxStatus(null, null, List.of(), null, null, null, null, null, List.of(), null, null);
    }

    private static InboundMailboxStatus.@Nullable Token token(Observation seen, InboundMailboxStatus before) {
        if (seen.references() instanceof References.Resolved && seen.tokenKind() == null) {
            return null;
        }
        var kind = seen.tokenKind() != null
                ? InboundMailboxStatus.TokenKind.valueOf(seen.tokenKind())
                : before.token() == null ? null : before.token().kind();
        return seen.reports()
                .stream()
                .map(MailboxReport::token)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(TokenInfo::acquiredAt))
                .map(token -> new InboundMailboxStatus.Token(Rows.time(token.acquiredAt()),
                        Rows.time(token.expiresAt()), kind, null))
                .orElse(before.token());
    }

    /// Counters never go back: neither while a mailbox has not told its own yet, nor when one is taken out.
    private static InboundMailboxStatus.@Nullable Messages messages(Observation seen, InboundMailboxStatus before) {
        if (seen.reports().size() < seen.mailboxes()) {
            return before.messages();
        }
        var stood = Optional.ofNullable(before.messages());
        return new InboundMailboxStatus.Messages(
                Rows.grown(sum(seen, Progress::delivered), stood.map(InboundMailboxStatus.Messages::delivered)),
                Rows.grown(sum(seen, Progress::quarantined), stood.map(InboundMailboxStatus.Messages::quarantined)));
    }

    private static long sum(Observation seen, ToLongFunction<Progress> counter) {
        return seen.reports().stream().map(MailboxReport::progress).mapToLong(counter).sum();
    }

    private static @Nullable Instant newest(Observation seen, Function<MailboxReport, @Nullable Instant> time) {
        Instant newest = null;
        for (var report : seen.reports()) {
            var candidate = time.apply(report);
            if (candidate != null && (newest == null || candidate.isAfter(newest))) {
                newest = candidate;
            }
        }
        return newest;
    }

    /// The later of two times, of which one stands in the status, where it may be anything.
    static @Nullable String later(@Nullable String before, @Nullable Instant now) {
        if (now == null) {
            return before;
        }
        try {
            return before != null && Instant.parse(before).isAfter(now) ? before : Rows.time(now);
        } catch (DateTimeParseException e) {
            return Rows.time(now);
        }
    }

    private static @Nullable String handled(Observation seen, InboundMailboxStatus before) {
        var request = seen.fetchRequest();
        var done = request != null && !seen.reports().isEmpty()
                && seen.reports().stream().allMatch(report -> request.equals(report.handledFetch()));
        return done ? request : before.lastHandledFetchAt();
    }
}
