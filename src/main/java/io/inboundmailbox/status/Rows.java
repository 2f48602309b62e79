package io.inboundmailbox.status;

import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `status.users`: one row per mailbox while they are few, otherwise those that are not ready. Pure.
final class Rows {
    private static final int ALL = 20;
    private static final int NOT_READY = 50;
    private static final Pattern COUNTS = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    private Rows() {}

    static List<InboundMailboxStatus.User> of(Observation seen) {
        var before = seen.previous() == null ? List.<InboundMailboxStatus.User>of() : seen.previous().users();
        if (seen.references() instanceof References.Unresolved) {
            return before.stream().map(row -> waiting(row, seen.now())).toList();
        }
        if (seen.reports().isEmpty() || saysNothingNew(seen)) {
            return before;
        }
        var rows = seen.reports().stream().map(report -> row(report, seen));
        return seen.mailboxes() <= ALL
                ? rows.toList()
                : rows.filter(row -> !Boolean.TRUE.equals(row.ready())).limit(NOT_READY).toList();
    }

    /// `ready/all`, where a mailbox is ready when it is read and delivered without a problem, as far as is known.
    static String counted(Observation seen) {
        if (seen.references() instanceof References.Unresolved) {
            return "0/" + seen.mailboxes();
        }
        var before = seen.previous() == null ? null : seen.previous().mailboxes();
        if (before != null && (seen.reports().isEmpty() || saysNothingNew(seen))) {
            return before;
        }
        var ready = seen.reports().stream().filter(report -> Boolean.TRUE.equals(row(report, seen).ready())).count();
        return ready + "/" + seen.mailboxes();
    }

    /// With many mailboxes, nobody has anything to tell yet: rows that are not all there must not be made anew then.
    private static boolean saysNothingNew(Observation seen) {
        return seen.mailboxes() > ALL && listed(seen).total() == seen.mailboxes()
                && seen.reports()
                        .stream()
                        .noneMatch(report -> proven(report, seen) || failure(report, seen).isPresent());
    }

    private static InboundMailboxStatus.User row(MailboxReport report, Observation seen) {
        var address = report.mailbox().address();
        var before = Optional.ofNullable(seen.previous())
                .flatMap(status -> status.users().stream().filter(row -> row.address().equals(address)).findFirst());
        var failed = failure(report, seen);
        var wasReady = before.map(row -> Boolean.TRUE.equals(row.ready()))
                .orElseGet(() -> listed(seen).unlistedReady());
        var ready = failed.isEmpty() && (proven(report, seen) || wasReady);
        var reason = failed.map(Evidence.Failed::problem)
                .map(Problem::reason)
                .map(Enum::name)
                .orElse(ready ? null : reasonBefore(before));
        return new InboundMailboxStatus.User(address, ready, reason, since(before, ready, reason, failed, seen.now()),
                Statuses.later(before.map(InboundMailboxStatus.User::lastMessageTime).orElse(null),
                        report.progress().lastMessageAt()),
                grown(report.progress().delivered(), before.map(InboundMailboxStatus.User::delivered)),
                grown(report.progress().quarantined(), before.map(InboundMailboxStatus.User::quarantined)));
    }

    private static String reasonBefore(Optional<InboundMailboxStatus.User> before) {
        return before.map(InboundMailboxStatus.User::reason)
                .filter(reason -> !reason.equals(Checks.WAITING))
                .orElse(Checks.PENDING);
    }

    private static InboundMailboxStatus.User waiting(InboundMailboxStatus.User row, Instant now) {
        return Checks.WAITING.equals(row.reason())
                ? row
                : new InboundMailboxStatus.User(row.address(), false, Checks.WAITING, time(now), row.lastMessageTime(),
                        row.delivered(), row.quarantined());
    }

    /// A counter that never goes back.
    static long grown(long now, Optional<Long> before) {
        return Math.max(now, before.orElse(0L));
    }

    /// What `status.mailboxes` says of the rows that stand.
    ///
    /// @param total how many mailboxes there were; -1 where that is not known
    /// @param unlistedReady whether a mailbox without a row was ready: when all that were not have one
    private record Listed(long total, boolean unlistedReady) {}

    private static Listed listed(Observation seen) {
        var before = seen.previous();
        var text = before == null ? null : before.mailboxes();
        var counts = text == null ? null : COUNTS.matcher(text);
        if (before == null || counts == null || !counts.matches()) {
            return new Listed(-1, false);
        }
        var total = Long.parseLong(counts.group(2));
        return new Listed(total, total > ALL && total - Long.parseLong(counts.group(1)) == before.users().size());
    }

    private static boolean proven(MailboxReport report, Observation seen) {
        return evidence(report, seen.now()).allMatch(Evidence.Good.class::isInstance);
    }

    private static Optional<Evidence.Failed> failure(MailboxReport report, Observation seen) {
        return evidence(report, seen.now()).filter(Evidence.Failed.class::isInstance)
                .map(Evidence.Failed.class::cast)
                .findFirst();
    }

    private static Stream<Evidence> evidence(MailboxReport report, Instant now) {
        return Stream.of(report.authenticated(), Overdue.fetching(report, now), report.delivering());
    }

    private static @Nullable String since(Optional<InboundMailboxStatus.User> before, boolean ready,
            @Nullable String reason, Optional<Evidence.Failed> failed, Instant now) {
        return before
                .filter(row -> Boolean.valueOf(ready).equals(row.ready())
                        && Objects.equals(reason, row.reason()))
                .map(InboundMailboxStatus.User::since)
                .orElseGet(() -> time(failed.map(Evidence.Failed::since).orElse(now)));
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
