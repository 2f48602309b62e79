package io.inboundmailbox.demo;

import io.inboundmailbox.testing.OperatorProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// From the first mail to the last: lets mail arrive and sees whether it is delivered.
final class Run implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final MailServer mail;
    private final Feed feed;
    private final Ledger ledger;
    private final ConditionLines conditions;
    private final CompletableFuture<Truth> end = new CompletableFuture<>();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    Run(MailServer mail, Feed feed, Ledger ledger, ConditionLines conditions) {
        this.mail = mail;
        this.feed = feed;
        this.ledger = ledger;
        this.conditions = conditions;
    }

    /// Goes on until all mail was delivered and the resource is ready; without end if mail arrives without end.
    ///
    /// @param pace time between two mails
    /// @throws DemoFailure if the operator ends, or if it takes longer than it may
    Truth until(Duration pace, OperatorProcess operator) throws InterruptedException {
        var _ = scheduler.scheduleAtFixedRate(caring(feed::next), 0, pace.toMillis(), TimeUnit.MILLISECONDS);
        var look = caring(() -> look(operator));
        var _ = scheduler.scheduleWithFixedDelay(look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return feed.endless() ? end.get() : end.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new DemoFailure("not done after " + DEADLINE.toMinutes() + " minutes: " + ledger.events() + " of "
                    + feed.arrived() + " messages came and Ready is " + conditions.ready());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DemoFailure failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /// What is delivered now.
    Truth truth() {
        return Truth.compare(mail.hashes(), ledger.bodies());
    }

    private void look(OperatorProcess operator) {
        if (!operator.isAlive()) {
            throw new DemoFailure("the operator has ended by itself");
        }
        if (feed.over() && ledger.events() >= feed.arrived() && conditions.ready().equals("True")) {
            end.complete(truth());
        }
    }

    /// An executor forgets a task that throws.
    private Runnable caring(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        };
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
