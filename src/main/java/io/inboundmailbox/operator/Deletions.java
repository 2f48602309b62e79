package io.inboundmailbox.operator;

import io.inboundmailbox.mail.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The resources that were *seen* to be deleted and not to come back, so that a bucket that is claimed later gets their
/// marks too. Absence is no deletion: a resource that merely is not there is never in here. Thread-safe.
final class Deletions {
    private final Clock wall;
    private final LongSupplier nanoTime;
    private final Duration retention;
    private final Map<ResourceKey, Instant> deletedAt = new ConcurrentHashMap<>();

    Deletions(Clocks clocks, Duration retention) {
        this.wall = clocks.wall();
        this.nanoTime = clocks.nanoTime();
        this.retention = retention;
    }

    Instant add(ResourceKey resource) {
        var now = wall.instant();
        deletedAt.values().removeIf(at -> at.isBefore(now.minus(retention)));
        deletedAt.put(resource, now);
        return now;
    }

    void remove(ResourceKey resource) {
        deletedAt.remove(resource);
    }

    void applyTo(HeldBucket held) {
        deletedAt.forEach((resource, at) -> {
            if (BucketId.of(resource).equals(held.id())) {
                held.mark(resource, at, nanoTime.getAsLong());
            }
        });
    }
}
