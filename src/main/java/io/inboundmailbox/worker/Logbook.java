package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.TokenInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Keeps the report of one mailbox and tells what changes in it. Written by the worker's thread, read by any.
final class Logbook {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxWorker.class);
    /// Failures that only come after the server has let us in.
    private static final Set<Reason> LOGGED_IN = EnumSet.of(Reason.MailboxNotAuthorized, Reason.MailboxNotFound,
            Reason.FolderNotFound, Reason.MailNotShown);

    private final Clock clock;
    private final Reports reports;
    private volatile MailboxReport current;

    Logbook(Mailbox mailbox, Duration interval, Progress progress, Clock clock, Reports reports) {
        this.clock = clock;
        this.reports = reports;
        this.current = new MailboxReport(mailbox, Evidence.missing(), Evidence.missing(), Evidence.missing(), null,
                progress, clock.instant(), null, interval, null);
    }

    MailboxReport report() {
        return current;
    }

    /// Whether the mailbox could not be read when that was last tried.
    boolean isFailing() {
        return current.fetching() instanceof Evidence.Failed;
    }

    /// The mailbox could be read.
    void polled(@Nullable TokenInfo token) {
        var now = clock.instant();
        var before = current;
        if (before.fetching() instanceof Evidence.Failed) {
            log(Level.INFO, "Mailbox can be read again", null);
        }
        publish(new MailboxReport(before.mailbox(), authenticated(token), before.fetching().good(now),
                before.delivering(), token, before.progress(), now, now, before.effectiveInterval(),
                before.handledFetch()));
    }

    /// It could not.
    void failed(MailFailure failure, @Nullable TokenInfo token) {
        var now = clock.instant();
        var before = current;
        var authenticated = switch (failure) {
            case MailFailure.Authenticating _ -> before.authenticated().failed(failure.problem(), now);
            case MailFailure.Fetching _ ->
                token == null && !LOGGED_IN.contains(failure.problem().reason())
                        ? before.authenticated()
                        : authenticated(token);
            case MailFailure.Resolving _ -> before.authenticated();
        };
        var fetching = switch (failure) {
            case MailFailure.Authenticating _ -> before.fetching();
            case MailFailure.Fetching _ -> before.fetching().failed(failure.problem(), now);
            case MailFailure.Resolving _ -> before.fetching().failed(failure.problem(), now);
        };
        once(failure instanceof MailFailure.Authenticating ? before.authenticated() : before.fetching(),
                failure.problem(), "Mailbox cannot be read");
        publish(new MailboxReport(before.mailbox(), authenticated, fetching, before.delivering(), token,
                before.progress(), now, before.lastPollAt(), before.effectiveInterval(),
                before.handledFetch()));
    }

    /// The sink accepted, or there was nothing that it could have refused.
    void delivered(Progress progress) {
        if (current.delivering() instanceof Evidence.Failed) {
            log(Level.INFO, "Sink accepts again", null);
        }
        delivering(current.delivering().good(clock.instant()), progress);
    }

    /// The sink did not accept.
    void undelivered(Problem problem) {
        once(current.delivering(), problem, "Sink does not accept");
        delivering(current.delivering().failed(problem, clock.instant()), current.progress());
    }

    /// Progress that says nothing about the sink: a message was quarantined or had gone.
    void moved(Progress progress) {
        delivering(current.delivering(), progress);
    }

    /// A requested fetch was done.
    void handled(String request) {
        var before = current;
        publish(new MailboxReport(before.mailbox(), before.authenticated(), before.fetching(), before.delivering(),
                before.token(), before.progress(), before.lastSignAt(), before.lastPollAt(),
                before.effectiveInterval(), request));
    }

    private void delivering(Evidence delivering, Progress progress) {
        var before = current;
        publish(new MailboxReport(before.mailbox(), before.authenticated(), before.fetching(), delivering,
                before.token(), progress, clock.instant(), before.lastPollAt(), before.effectiveInterval(),
                before.handledFetch()));
    }

    private Evidence authenticated(@Nullable TokenInfo token) {
        var before = current.authenticated();
        return token != null && token.refreshProblem() != null
                ? before.failed(token.refreshProblem(), clock.instant())
                : before.good(clock.instant());
    }

    private void publish(MailboxReport next) {
        var before = current;
        if (!next.equals(before)) {
            current = next;
            reports.changed(next);
        }
    }

    private void once(Evidence before, Problem problem, String message) {
        var repeated = before instanceof Evidence.Failed(var earlier, _) && earlier.reason() == problem.reason();
        log(repeated ? Level.DEBUG : Level.WARN, message, problem);
    }

    private void log(Level level, String message, @Nullable Problem problem) {
        var mailbox = current.mailbox();
        var event = LOG.atLevel(level)
                .addKeyValue(LogKeys.NAMESPACE, mailbox.resource().namespace())
                .addKeyValue(LogKeys.NAME, mailbox.resource().name())
                .addKeyValue(LogKeys.MAILBOX, mailbox.logId());
        if (problem != null) {
            event = event.addKeyValue(LogKeys.REASON, problem.reason());
        }
        event.log(message);
    }
}
