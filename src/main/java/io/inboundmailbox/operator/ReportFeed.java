package io.inboundmailbox.operator;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.Reports;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns reports into reconciliations: at once when a condition may change, once in a while when only counters and
/// times did. Thread-safe.
final class ReportFeed implements Reports, AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(10);

    private final Consumer<ResourceKey> trigger;
    private final Duration pace;
    private final Map<Mailbox, Signature> known = new HashMap<>();
    private final Set<ResourceKey> waiting = new HashSet<>();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(0,
            Thread.ofVirtual().name("reports").factory());

    ReportFeed(Consumer<ResourceKey> trigger) {
        this(trigger, PACE);
    }

    /// @param pace how often what did not change a condition is passed on
    ReportFeed(Consumer<ResourceKey> trigger, Duration pace) {
        this.trigger = trigger;
        this.pace = pace;
    }

    void start() {
        var _ = executor.scheduleAtFixedRate(this::flush, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What of a report can change a condition.
    private record Signature(String authenticated, String fetching, String delivering, @Nullable String handledFetch) {
        static Signature of(MailboxReport report) {
            return new Signature(kind(report.authenticated()), kind(report.fetching()), kind(report.delivering()),
                    report.handledFetch());
        }

        private static String kind(Evidence evidence) {
            return switch (evidence) {
                case Evidence.Missing _ -> "missing";
                case Evidence.Good _ -> "good";
                case Evidence.Failed(var problem, _) -> problem.reason() + problem.sentence();
            };
        }
    }

    @Override
    public void changed(MailboxReport report) {
        var resource = report.mailbox().resource();
        boolean news;
        synchronized (this) {
            var signature = Signature.of(report);
            news = !signature.equals(known.put(report.mailbox(), signature));
            if (!news) {
                waiting.add(resource);
            }
        }
        if (news) {
            trigger.accept(resource);
        }
    }

    /// The resource is gone.
    synchronized void forget(ResourceKey resource) {
        known.keySet().removeIf(mailbox -> mailbox.resource().equals(resource));
        waiting.remove(resource);
    }

    private void flush() {
        List<ResourceKey> due;
        synchronized (this) {
            due = List.copyOf(waiting);
            waiting.clear();
        }
        due.forEach(trigger);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
