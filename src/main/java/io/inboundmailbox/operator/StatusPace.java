package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides when a status that differs is written: conditions at once, counters at most once a minute, the times of an
/// idle mailbox once an hour; all but the answer to a new spec within the budget of writes, because etcd keeps every
/// revision. Thread-safe.
final class StatusPace {
    private static final Duration COUNTERS = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration NO_BUDGET = Duration.ofMillis(500);
    /// What a status takes at least, before it is known how long it really is.
    private static final int BYTES = 2048;
    private static final int BYTES_PER_USER = 256;

    private final WriteBudget budget;
    private final LongSupplier nanoTime;
    private final Map<ResourceKey, Long> written = new HashMap<>();

    StatusPace(WriteBudget budget, LongSupplier nanoTime) {
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /// What to do with a status.
    sealed interface Decision {
        record Write() implements Decision {}

        /// It differs, but only in what may wait.
        record Later(Duration delay) implements Decision {}

        record Nothing() implements Decision {}
    }

    synchronized Decision decide(ResourceKey resource, @Nullable InboundMailboxStatus before,
            InboundMailboxStatus after) {
        if (after.equals(before)) {
            return new Decision.Nothing();
        }
        if (before == null || !Objects.equals(before.observedGeneration(), after.observedGeneration())) {
            return write(resource);
        }
        if (!Statuses.essence(before).equals(Statuses.essence(after))) {
            return withinBudget(resource, after);
        }
        var idle = Statuses.withoutIdleTimes(before).equals(Statuses.withoutIdleTimes(after));
        var wait = (idle ? IDLE : COUNTERS).minus(sinceWritten(resource, before, after));
        return wait.isPositive() ? new Decision.Later(wait) : withinBudget(resource, after);
    }

    synchronized void forget(ResourceKey resource) {
        written.remove(resource);
    }

    private Decision withinBudget(ResourceKey resource, InboundMailboxStatus after) {
        return budget.tryAcquire(BYTES + BYTES_PER_USER * after.users().size())
                ? write(resource)
                : new Decision.Later(NO_BUDGET);
    }

    private Decision write(ResourceKey resource) {
        written.put(resource, nanoTime.getAsLong());
        return new Decision.Write();
    }

    /// A resource that this process has not written yet was written when its status says that it was last polled: a
    /// restart is no reason to write.
    private Duration sinceWritten(ResourceKey resource, InboundMailboxStatus before, InboundMailboxStatus after) {
        var now = nanoTime.getAsLong();
        var at = written.computeIfAbsent(resource, _ -> now - betweenPolls(before, after).toNanos());
        return Duration.of(now - at, TimeUnit.NANOSECONDS.toChronoUnit());
    }

    private static Duration betweenPolls(InboundMailboxStatus before, InboundMailboxStatus after) {
        try {
            var between = Duration.between(Instant.parse(Objects.requireNonNullElse(before.lastPollTime(), "")),
                    Instant.parse(Objects.requireNonNullElse(after.lastPollTime(), "")));
            return between.isNegative() ? Duration.ZERO : between.compareTo(IDLE) > 0 ? IDLE : between;
        } catch (DateTimeParseException e) {
            // Never polled, or a time that somebody else wrote: it counts from now.
            return Duration.ZERO;
        }
    }
}
