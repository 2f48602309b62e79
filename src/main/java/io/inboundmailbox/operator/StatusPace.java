package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.status.Statuses;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
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
    private final RandomGenerator random;
    private final Map<ResourceKey, Long> written = new HashMap<>();

    StatusPace(WriteBudget budget, LongSupplier nanoTime, RandomGenerator random) {
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.random = random;
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
        var wait = idle ? IDLE.minus(sinceWritten(resource)) : COUNTERS.minus(sinceWritten(resource));
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

    /// A resource that this process has not written yet counts as written some time in the last hour, so that a restart
    /// does not write them all, neither now nor an hour later.
    private Duration sinceWritten(ResourceKey resource) {
        var now = nanoTime.getAsLong();
        var at = written.computeIfAbsent(resource, _ -> now - (long) (random.nextDouble() * IDLE.toNanos()));
        return Duration.of(now - at, TimeUnit.NANOSECONDS.toChronoUnit());
    }
}
