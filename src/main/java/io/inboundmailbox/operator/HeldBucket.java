package io.inboundmailbox.operator;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A bucket that this process has claimed, in memory: what its workers note, and how much of that is written.
/// Thread-safe; never waits for the API server. What is [#base] belongs to the one job that runs for the bucket.
final class HeldBucket {
    /// Room for the head, the metadata and the quoting below the 1 MiB that Kubernetes takes.
    static final int SIZE_LIMIT = 900 * 1024;

    private final BucketId id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Map<String, Entry> entries;
    private final Counted changes = new Counted();
    private StoredBucket base;
    private volatile long term;
    private volatile long epoch;
    private volatile boolean releasing;
    private boolean over;
    private boolean refused;
    private int waiting;

    /// Which changes there are and which of them are written.
    private static final class Counted {
        private long made;
        private long offered;
        private long written;
        private @Nullable Long unwrittenSince;
        private @Nullable Long unofferedSince;
    }

    /// @param entries what a write of this content under `owner` will carry
    /// @param change the number of the latest change in it
    record Snapshot(String entries, long change) {
        int size() {
            return entries.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /// @param base as the claim was written
    /// @param term the term of the own Lease that was current before the claim was sent
    HeldBucket(StoredBucket base, long term) {
        this.id = base.id();
        this.base = base;
        this.term = term;
        this.epoch = base.epoch();
        this.entries = new TreeMap<>(EntryCodec.parse(base.entries()));
    }

    BucketId id() {
        return id;
    }

    StoredBucket base() {
        return base;
    }

    /// The highest epoch that was written or tried for this claim.
    long epoch() {
        return epoch;
    }

    long term() {
        return term;
    }

    boolean releasing() {
        return releasing;
    }

    void beginRelease() {
        releasing = true;
    }

    Optional<Entry> entry(Mailbox mailbox) {
        return locked(() -> Optional.ofNullable(entries.get(mailbox.key())));
    }

    /// Whether anything is kept for the resource.
    boolean knows(ResourceKey resource) {
        return locked(() -> entries.keySet().stream().anyMatch(key -> key.startsWith(resource + "|")));
    }

    /// Notes progress in memory.
    ///
    /// @return the number of the change; empty when it cannot be noted
    OptionalLong note(Mailbox mailbox, Progress progress, long now) {
        lock.lock();
        try {
            return switch (entries.getOrDefault(mailbox.key(), EntryCodec.blank())) {
                case Entry.Unknown _ -> OptionalLong.empty();
                case Entry.Known _ when over -> OptionalLong.empty();
                case Entry.Known old -> {
                    entries.put(mailbox.key(), EntryCodec.with(old, progress));
                    yield OptionalLong.of(changed(now));
                }
            };
        } finally {
            lock.unlock();
        }
    }

    /// Marks what is kept of a resource as deleted, or (null) as existing.
    ///
    /// @return whether that changed anything
    boolean mark(ResourceKey resource, @Nullable Instant deletedAt, long now) {
        lock.lock();
        try {
            var any = false;
            for (var named : entries.entrySet()) {
                if (named.getKey().startsWith(resource + "|") && named.getValue() instanceof Entry.Known old
                        && (old.deletedAt() == null) != (deletedAt == null)) {
                    named.setValue(EntryCodec.marked(old, deletedAt));
                    changed(now);
                    any = true;
                }
            }
            return any;
        } finally {
            lock.unlock();
        }
    }

    /// What is to be written now, without the entries of resources that were deleted before `cutoff`.
    Snapshot snapshot(Instant cutoff) {
        return locked(() -> {
            entries.values()
                    .removeIf(entry -> entry instanceof Entry.Known(var _, var _, var deletedAt)
                            && deletedAt != null && deletedAt.isBefore(cutoff));
            changes.offered = changes.made;
            changes.unofferedSince = null;
            return new Snapshot(EntryCodec.format(entries), changes.made);
        });
    }

    /// A snapshot was written.
    void written(Snapshot snapshot, StoredBucket stored) {
        lock.lock();
        try {
            base = stored;
            epoch = stored.epoch();
            refused = false;
            changes.written = snapshot.change();
            changes.unwrittenSince = changes.unofferedSince;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A snapshot is too large to be written.
    ///
    /// @return whether this is news
    boolean refuse() {
        lock.lock();
        try {
            var news = !refused;
            refused = true;
            settled.signalAll();
            return news;
        } finally {
            lock.unlock();
        }
    }

    /// Goes on from what somebody else has written without taking the bucket. Entries that are not known here are
    /// taken over; of those that are, this process' own count.
    void rebase(StoredBucket stored) {
        lock.lock();
        try {
            base = stored;
            EntryCodec.parse(stored.entries()).forEach(entries::putIfAbsent);
        } finally {
            lock.unlock();
        }
    }

    /// Starts over from a bucket that was deleted under our hands.
    void rebaseOnNothing() {
        base = base.afresh();
    }

    void trying(long nextEpoch) {
        epoch = nextEpoch;
    }

    /// The claim was written anew in a later term of the Lease.
    void renewed(long inTerm) {
        term = inTerm;
    }

    /// The bucket is not held any more.
    void end() {
        lock.lock();
        try {
            over = true;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean dirty() {
        return locked(() -> changes.written < changes.made);
    }

    /// Whether a worker waits for a write that may still succeed.
    boolean urgent() {
        return locked(() -> waiting > 0 && changes.written < changes.made);
    }

    /// How long the oldest change has been waiting to be written.
    Duration unwritten(long now) {
        return locked(() -> changes.unwrittenSince == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, now - changes.unwrittenSince)));
    }

    /// Waits until a change is written.
    ///
    /// @return false when the bucket was lost or has grown too large, or the time has passed
    boolean awaitWritten(long change, Duration limit, Runnable wake) throws InterruptedException {
        var left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            waiting++;
            wake.run();
            while (changes.written < change && !over && !refused && left > 0) {
                left = settled.awaitNanos(left);
            }
            return changes.written >= change;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private long changed(long now) {
        changes.made++;
        if (changes.unwrittenSince == null) {
            changes.unwrittenSince = now;
        }
        if (changes.unofferedSince == null) {
            changes.unofferedSince = now;
        }
        return changes.made;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
