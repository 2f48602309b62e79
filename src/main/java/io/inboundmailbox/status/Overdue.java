package io.inboundmailbox.status;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.time.Instant;

/// When silence becomes a failure: a worker that got nowhere for three effective intervals. Pure.
final class Overdue {
    private static final int INTERVALS = 3;
    /// One poll may take that long by itself: its time-outs.
    private static final Duration LEAST = Duration.ofMinutes(2);

    private Overdue() {}

    /// The moment from which the mailbox counts as overdue.
    static Instant from(MailboxReport report) {
        var allowed = report.effectiveInterval().multipliedBy(INTERVALS);
        return report.lastSignAt().plus(allowed.compareTo(LEAST) < 0 ? LEAST : allowed);
    }

    /// The evidence of fetching, silence included. While the sink makes the mailbox wait, silence is what it should be.
    static Evidence fetching(MailboxReport report, Instant now) {
        var waits = report.fetching() instanceof Evidence.Failed || report.delivering() instanceof Evidence.Failed;
        return waits || now.isBefore(from(report))
                ? report.fetching()
                : new Evidence.Failed(new Problem(Reason.PollOverdue,
                        "No poll has ended for three intervals. The operator tries again by itself; if this lasts, the "
                                + "installer must look at its log.",
                        RetryAdvice.BACK_OFF), from(report));
    }
}
