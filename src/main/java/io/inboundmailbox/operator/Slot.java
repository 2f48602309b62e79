package io.inboundmailbox.operator;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What this process knows about one bucket that it has been asked for. At most one job runs for it at a time, and only
/// that job changes anything here.
final class Slot {
    final BucketId id;
    final AtomicBoolean busy = new AtomicBoolean();
    /// Not null while the claim stands in memory.
    volatile @Nullable HeldBucket held;
    /// Nanoseconds: no job before that.
    volatile long notBefore;
    /// Nanoseconds: when it was written last.
    volatile long flushedAt;
    /// Nanoseconds: until then a claim that nobody knows the end of may still arrive at the API server.
    volatile @Nullable Long doubtfulUntil;
    volatile boolean failing;
    volatile boolean unreadable;

    Slot(BucketId id, long now) {
        this.id = id;
        this.notBefore = now;
        this.flushedAt = now;
    }
}
