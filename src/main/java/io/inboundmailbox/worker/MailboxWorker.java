package io.inboundmailbox.worker;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.source.MailSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One mailbox, one virtual thread: passes over it again and again, with the waits between them. Started once, stopped
/// once; [#stop] and [#fetchNow] may be called by any thread.
final class MailboxWorker {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxWorker.class);
    private static final Duration FENCED = Duration.ofMillis(500);
    /// How long a delivery that is under way may go on after [#stop]: what is accepted meanwhile is not repeated.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final MailboxJob job;
    private final Surroundings world;
    private final Logbook logbook;
    private final MailSource source;
    private final Wakeup wakeup = new Wakeup();
    private final AtomicReference<@Nullable String> request = new AtomicReference<>();
    private final Gate gate = new Gate();
    private final Thread thread;
    private volatile @Nullable MailboxWorker predecessor;

    /// @param predecessor the worker of the same mailbox that was stopped for this one; its end is awaited
    MailboxWorker(MailboxJob job, Surroundings world, @Nullable MailboxWorker predecessor) {
        this.job = job;
        this.world = world;
        this.predecessor = predecessor;
        this.logbook = new Logbook(job.mailbox(), job.rules().interval(), known(world, job.mailbox()), world.clock(),
                world.reports());
        this.source = world.sources().open(job.mailbox(), job.source());
        this.thread = Thread.ofVirtual()
                .name("mailbox-" + job.mailbox().logId())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    MailboxJob job() {
        return job;
    }

    ResourceKey resource() {
        return job.mailbox().resource();
    }

    MailboxReport report() {
        return logbook.report();
    }

    /// Polls now, also out of a long wait, and reports the request as handled afterwards.
    void fetchNow(String token) {
        request.set(token);
        wakeup.wake();
    }

    /// Ends the worker: no new message is begun, and one that is under way gets a moment to be delivered and settled.
    /// Returns at once.
    void stop() {
        var idle = gate.shut();
        wakeup.wake();
        Thread.ofVirtual().name("stop-" + job.mailbox().logId()).start(() -> {
            if (idle) {
                source.close();
            }
            if (!awaitEnd(GRACE)) {
                source.close();
                thread.interrupt();
            }
        });
    }

    /// Waits for the end, at most for the time given; false when it has not come.
    boolean awaitEnd(Duration time) {
        try {
            return thread.getState() == Thread.State.NEW || thread.join(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Waits for the end, or for an interrupt.
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        awaitPredecessor();
        try (source) {
            for (var attempt = 1; !gate.isShut(); attempt++) {
                work(attempt);
            }
        } catch (InterruptedException e) {
            if (!gate.isShut()) {
                LOG.atWarn().addKeyValue(LogKeys.MAILBOX, job.mailbox().logId()).log("Worker was interrupted");
            }
        }
    }

    /// Also when this worker is stopped meanwhile: its successor waits for it, and so for all that were before it.
    private void awaitPredecessor() {
        var before = predecessor;
        while (before != null && before.thread.isAlive()) {
            try {
                var _ = before.thread.join(GRACE);
            } catch (InterruptedException _) {
                // Only #stop interrupts, and it has shut the gate.
            }
        }
        // Otherwise each worker would keep all that were before it in memory.
        predecessor = null;
    }

    private void work(int attempt) throws InterruptedException {
        try (var sink = world.sinks().open(job.sink())) {
            if (begin()) {
                repeat(new Pass(job, world, source, sink, logbook, gate));
            }
        } catch (RuntimeException e) {
            wakeup.await(Delays.next(defect(e).advice(), attempt, world.random()));
        }
    }

    /// Reads the progress and makes sure that the start is written down before the server is first contacted.
    private boolean begin() throws InterruptedException {
        for (var attempt = 1; !gate.isShut(); attempt++) {
            try {
                var progress = world.cursors().progress(job.mailbox());
                if (progress.cursor() != null || world.cursors().write(job.mailbox(), progress)) {
                    logbook.moved(progress);
                    return true;
                }
                wakeup.await(FENCED);
            } catch (IllegalStateException e) {
                // The bucket was lost between the plan and now; the pool is about to stop this worker.
                LOG.atDebug().addKeyValue(LogKeys.MAILBOX, job.mailbox().logId()).log("Bucket is not held");
                wakeup.await(FENCED);
            } catch (CursorStore.UnreadableCursorException e) {
                var problem = new Problem(Reason.CursorUnreadable,
                        "The stored cursor of this mailbox cannot be read by this version of the operator. The "
                                + "installer must run the version that wrote it, or a newer one; nothing is "
                                + "delivered until then.",
                        RetryAdvice.SLOW);
                logbook.failed(new MailFailure.Fetching(problem, e), null);
                wakeup.await(Delays.next(problem.advice(), attempt, world.random()));
            }
        }
        return false;
    }

    private void repeat(Pass pass) throws InterruptedException {
        var failures = 0;
        while (!gate.isShut()) {
            var requested = request.get();
            if (requested != null) {
                source.retry();
            }
            var before = logbook.report().progress();
            var outcome = guarded(pass);
            if (requested != null && !(outcome instanceof Outcome.Fenced)) {
                request.compareAndSet(requested, null);
                logbook.handled(requested);
            }
            failures = failures(outcome, failures, !logbook.report().progress().equals(before));
            if (!gate.isShut()) {
                wakeup.await(wait(outcome, failures));
            }
        }
    }

    /// How many passes in a row have failed at the same message.
    ///
    /// @param moved whether the last one got further than the one before
    static int failures(Outcome outcome, int before, boolean moved) {
        return switch (outcome) {
            case Outcome.Done _ -> 0;
            case Outcome.More _ -> 0;
            case Outcome.Fenced _ -> before;
            case Outcome.Stuck _ -> moved ? 1 : before + 1;
        };
    }

    /// A defect of ours must not end the worker in silence: it is a problem like any other.
    private Outcome guarded(Pass pass) throws InterruptedException {
        try {
            return pass.run();
        } catch (RuntimeException e) {
            return new Outcome.Stuck(defect(e));
        }
    }

    private Problem defect(RuntimeException e) {
        LOG.atError().addKeyValue(LogKeys.MAILBOX, job.mailbox().logId()).setCause(e).log("Pass failed");
        var problem = new Problem(Reason.InternalError,
                "The operator met an error of its own; its log has the details. Please report it.",
                RetryAdvice.BACK_OFF);
        logbook.failed(new MailFailure.Fetching(problem, e), source.token());
        return problem;
    }

    /// What is known before anything is done, so that no counter goes back meanwhile.
    private static Progress known(Surroundings world, Mailbox mailbox) {
        try {
            return world.cursors().progress(mailbox);
        } catch (IllegalStateException | CursorStore.UnreadableCursorException e) {
            // Told by the worker, which meets the same.
            return Progress.NONE;
        }
    }

    private Duration wait(Outcome outcome, int failures) {
        return switch (outcome) {
            case Outcome.Done _ -> Delays.jittered(job.rules().interval(), world.random());
            case Outcome.More _ -> Duration.ZERO;
            case Outcome.Fenced _ -> FENCED;
            case Outcome.Stuck(var problem) -> Delays.next(problem.advice(), failures, world.random());
        };
    }
}
