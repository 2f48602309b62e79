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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `status.users`: one row per mailbox while they are few, otherwise those that are not ready. Pure.
final class Rows {
    private static final int ALL = 20;
    private static final int NOT_READY = 50;

    private Rows() {}

    static List<InboundMailboxStatus.User> of(Observation seen) {
        if (seen.reports().isEmpty()) {
            return seen.previous() == null ? List.of() : seen.previous().users();
        }
        var rows = seen.reports().stream().map(report -> row(report, seen));
        return seen.mailboxes() <= ALL ? rows.toList()
                : rows.filter(row -> !Boolean.TRUE.equals(row.ready())).limit(NOT_READY).toList();
    }

    /// How many mailboxes are read and delivered without a problem, as far as is known.
    static long ready(Observation seen) {
        return seen.reports().stream().filter(report -> Boolean.TRUE.equals(row(report, seen).ready())).count();
    }

    private static InboundMailboxStatus.User row(MailboxReport report, Observation seen) {
        var address = report.mailbox().address();
        var before = Optional.ofNullable(seen.previous())
                .flatMap(status -> status.users().stream().filter(row -> row.address().equals(address)).findFirst());
        var failed = evidence(report, seen.now()).filter(Evidence.Failed.class::isInstance)
                .map(Evidence.Failed.class::cast)
                .findFirst();
        var proven = evidence(report, seen.now()).allMatch(Evidence.Good.class::isInstance);
        var ready = failed.isEmpty() && (proven || before.map(InboundMailboxStatus.User::ready).orElse(false));
        var reason = failed.map(Evidence.Failed::problem).map(Problem::reason).map(Enum::name)
                .orElse(ready ? null : before.map(InboundMailboxStatus.User::reason).orElse(Checks.PENDING));
        return new InboundMailboxStatus.User(address, ready, reason, since(before, ready, reason, failed, seen.now()),
                time(report.progress().lastMessageAt()), report.progress().delivered(),
                report.progress().quarantined());
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
