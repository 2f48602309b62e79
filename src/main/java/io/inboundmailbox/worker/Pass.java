package io.inboundmailbox.worker;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The passes over one mailbox: find, fetch, deliver, settle, commit. The cursor moves past a message only when the
/// sink accepted it, when it is in quarantine, or when it has gone; wherever a pass ends, the next one begins with the
/// first message that is not dealt with. Confined to the worker's thread.
final class Pass {
    /// Messages per look: bounds what is known about a mailbox at a time, not what is fetched.
    static final int LOOK = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

    private final MailboxJob job;
    private final Surroundings world;
    private final MailSource source;
    private final MailSink sink;
    private final Logbook logbook;
    private final Gate gate;
    private final Attempts attempts = new Attempts();
    private Progress progress;
    /// The reference of the message that the sink accepted last: when its settlement fails, only that is tried again.
    private @Nullable String accepted;
    /// The same of the one that was quarantined last.
    private @Nullable String kept;

    /// @param gate asked before each message
    Pass(MailboxJob job, Surroundings world, MailSource source, MailSink sink, Logbook logbook, Gate gate) {
        this.job = job;
        this.world = world;
        this.source = source;
        this.sink = sink;
        this.logbook = logbook;
        this.gate = gate;
        this.progress = logbook.report().progress();
    }

    /// One pass.
    Outcome run() throws InterruptedException {
        if (fenced()) {
            return new Outcome.Fenced();
        }
        try {
            var found = source.find(position(), LOOK);
            // After a failure the mailbox counts as readable only once its messages were fetched and settled as well:
            // otherwise a folder that is missing for the settlement would make the condition flap.
            var proven = found.messages().isEmpty() || !logbook.isFailing();
            if (proven) {
                logbook.polled(source.token());
            }
            var outcome = handle(found);
            if (!proven) {
                logbook.polled(source.token());
            }
            return outcome;
        } catch (MailFailure failure) {
            return failed(failure);
        } catch (IOException e) {
            LOG.atError().addKeyValue(LogKeys.MAILBOX, job.mailbox().logId()).setCause(e).log("Spool failed");
            var problem = new Problem(Reason.InternalError,
                    "The operator could not store a message on its own disk. The installer must look at the size of "
                            + "the spool volume; the operator's log has the details.",
                    RetryAdvice.BACK_OFF);
            logbook.undelivered(problem);
            return new Outcome.Stuck(problem);
        }
    }

    private Outcome failed(MailFailure failure) {
        if (gate.isShut()) {
            // The source was closed under the pass: that is no failure of the mailbox.
            return new Outcome.Fenced();
        }
        logbook.failed(failure, source.token());
        return new Outcome.Stuck(failure.problem());
    }

    private Outcome handle(Found found) throws MailFailure, IOException, InterruptedException {
        for (var messages : Batches.of(found.messages())) {
            try (var batch = Batch.fetch(source, messages, world.spool(), job.rules().maxMessageSize())) {
                for (var message : messages) {
                    var stop = handle(message, batch);
                    if (stop != null) {
                        return stop;
                    }
                }
            }
        }
        commit(progress.at(source.end(position(), found)));
        logbook.delivered(progress);
        return found.more() ? new Outcome.More() : new Outcome.Done();
    }

    /// Deals with one message; null means: go on with the next.
    private @Nullable Outcome handle(MessageRef message, Batch batch)
            throws MailFailure, IOException, InterruptedException {
        if (fenced() || !gate.enter()) {
            return new Outcome.Fenced();
        }
        try {
            return switch (batch.of(message)) {
                case Batch.Gone _ -> gone(message);
                case Batch.TooLarge _ -> quarantine(message, tooLarge());
                case Batch.Spooled(var spooled) -> deliver(spooled);
            };
        } finally {
            gate.leave();
        }
    }

    private @Nullable Outcome gone(MessageRef message) {
        commit(progress.at(source.past(position(), message)));
        logbook.moved(progress);
        return null;
    }

    private @Nullable Outcome deliver(MailMessage message) throws MailFailure, IOException, InterruptedException {
        var reference = message.ref().reference();
        if (reference.equals(accepted)) {
            return accepted(message);
        }
        if (reference.equals(kept)) {
            return quarantined(message.ref());
        }
        return switch (sink.deliver(message)) {
            case Verdict.Accepted _ -> accepted(message);
            case Verdict.Wait(var problem) -> stuck(problem);
            case Verdict.Misconfigured(var problem) -> stuck(problem);
            case Verdict.Refused(var problem) -> refused(message.ref(), problem);
        };
    }

    private @Nullable Outcome accepted(MailMessage message) throws MailFailure, InterruptedException {
        attempts.accepted();
        accepted = message.ref().reference();
        // Settled before the cursor passes: a crash in between repeats the message, it never leaves it unsettled.
        if (!settle(message.ref(), job.rules().afterDelivery())) {
            return new Outcome.Fenced();
        }
        var receivedAt = Objects.requireNonNullElseGet(message.ref().receivedAt(), world.clock()::instant);
        commit(progress.delivered(source.past(position(), message), receivedAt));
        logbook.delivered(progress);
        return null;
    }

    private @Nullable Outcome refused(MessageRef message, Problem problem) throws MailFailure, InterruptedException {
        attempts.refused(message);
        if (attempts.rejectsAll()) {
            return stuck(new Problem(Reason.SinkRejectsAll, "The sink refused " + Attempts.REJECTS_ALL
                    + " times in a row without accepting anything; nothing more is put into quarantine. The owner of "
                    + "the sink must look at why it refuses. Last answer: " + problem.sentence(), RetryAdvice.SLOW));
        }
        return attempts.exhausted(job.rules().attempts()) ? quarantine(message, problem) : stuck(problem);
    }

    private @Nullable Outcome quarantine(MessageRef message, Problem why) throws MailFailure, InterruptedException {
        if (message.reference().equals(kept)) {
            return quarantined(message);
        }
        if (!world.quarantine().keep(message, why)) {
            return stuck(new Problem(Reason.QuarantineFull, "The quarantine of this resource takes no more messages. "
                    + "Its owner must look at why the sink refuses them.", RetryAdvice.SLOW));
        }
        kept = message.reference();
        return quarantined(message);
    }

    private @Nullable Outcome quarantined(MessageRef message) throws MailFailure, InterruptedException {
        if (!settle(message, job.rules().afterRejection())) {
            return new Outcome.Fenced();
        }
        commit(progress.quarantined(source.past(position(), message)));
        logbook.moved(progress);
        return null;
    }

    private Outcome stuck(Problem problem) {
        logbook.undelivered(problem);
        return new Outcome.Stuck(problem);
    }

    /// False when this process may not act any more.
    private boolean settle(MessageRef message, Settlement settlement) throws MailFailure, InterruptedException {
        if (settlement instanceof Settlement.Nothing) {
            return true;
        }
        if (fenced()) {
            return false;
        }
        source.settle(message, settlement);
        return true;
    }

    private void commit(Progress next) {
        if (!next.equals(progress)) {
            progress = next;
            world.cursors().note(job.mailbox(), next);
        }
    }

    private Position position() {
        var cursor = progress.cursor();
        return cursor != null
                ? new Position.After(cursor)
                : new Position.Since(Objects.requireNonNullElse(progress.startAt(), Instant.EPOCH));
    }

    private boolean fenced() {
        return !world.guard().allows(job.mailbox().resource());
    }

    private Problem tooLarge() {
        return new Problem(Reason.MessageTooLarge, "A message is larger than spec.maxMessageSize ("
                + job.rules().maxMessageSize().bytes() + " bytes). Raise it, or fetch the message by hand.",
                RetryAdvice.NEVER);
    }
}
