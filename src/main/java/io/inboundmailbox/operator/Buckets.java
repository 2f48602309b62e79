package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.CursorStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executor;

/// The cursors of all resources, in 256 buckets, each of which at most one process owns at any moment. What is read and
/// asked here is in memory; only [#write] and [#close] wait. Thread-safe.
///
/// While the API server does not answer, buckets stay claimed in memory and the guard closes: stopping is a pause.
/// Afterwards each claim is written anew before it counts again, or turns out to be lost.
public final class Buckets implements CursorStore, AutoCloseable {
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

    private final Membership membership;
    private final Clocks clocks;
    private final Deletions deletions;
    private final BucketKeeper keeper;

    /// @param client best one of its own, shared with `membership` only: claims must not queue behind other requests
    /// @param budget for writes of cursors; claims and releases have none
    public Buckets(KubernetesClient client, OwnershipSettings settings, Membership membership, WriteBudget budget,
            StoreEvents events, Clocks clocks) {
        this(new BucketJobs(new BucketStore(client, settings.namespace()), membership, settings, events, clocks.wall()),
                membership, budget, new Deletions(clocks, settings.cursorRetention()), clocks, virtualThreads());
    }

    /// @param executor runs the jobs
    Buckets(BucketJobs jobs, Membership membership, WriteBudget budget, Deletions deletions, Clocks clocks,
            Executor executor) {
        this.membership = membership;
        this.clocks = clocks;
        this.deletions = deletions;
        this.keeper = new BucketKeeper(jobs, membership, budget, deletions, clocks.nanoTime(), executor);
    }

    /// Begins to claim what is asked for.
    public void start(OwnershipListener listener) {
        keeper.listen(listener);
        keeper.start();
    }

    /// Writes all cursors and gives all buckets back. The workers must have ended before; the membership is closed
    /// after. What cannot be written within ten seconds is left to the next owner's patience.
    @Override
    public void close() {
        try {
            keeper.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Where the resource's cursors are. Asking makes the bucket one that this process claims when it should own it;
    /// [OwnershipListener#onChanged] tells when the answer is another.
    public Ownership ownership(ResourceKey resource) {
        var id = BucketId.of(resource);
        keeper.want(id);
        if (keeper.held(id).filter(held -> !held.releasing()).isPresent()) {
            return Ownership.HELD;
        }
        var elsewhere = membership.assignment().filter(it -> !it.owner(id).equals(membership.identity()));
        return elsewhere.isPresent() ? Ownership.ELSEWHERE : Ownership.PENDING;
    }

    /// The resource was *seen* to be deleted (never merely found absent): its cursors go after `cursorRetention`,
    /// unless [#seen] comes first.
    public void forget(ResourceKey resource) {
        var at = deletions.add(resource);
        keeper.held(BucketId.of(resource)).ifPresent(held -> held.mark(resource, at, now()));
    }

    /// The resource exists. To be called whenever it is reconciled while its bucket is held.
    ///
    /// @return whether cursors of a deleted resource were taken up again by this
    public boolean seen(ResourceKey resource) {
        deletions.remove(resource);
        return keeper.held(BucketId.of(resource)).filter(held -> held.mark(resource, null, now())).isPresent();
    }

    /// What is known of a mailbox whose bucket is held.
    ///
    /// @throws IllegalStateException when the bucket is not held (any more)
    @Override
    public Progress progress(Mailbox mailbox) throws UnreadableCursorException {
        var held = keeper.held(BucketId.of(mailbox.resource()))
                .orElseThrow(() -> new IllegalStateException("the bucket of the mailbox is not held"));
        return switch (held.entry(mailbox).orElseGet(EntryCodec::blank)) {
            case Entry.Known(var _, var progress, var _) -> progress;
            case Entry.Unknown(var _, var cause) ->
                throw new UnreadableCursorException("the stored cursor is of a form that this version does not read",
                        cause);
        };
    }

    @Override
    public boolean knows(ResourceKey resource) {
        return keeper.held(BucketId.of(resource)).filter(held -> held.knows(resource)).isPresent();
    }

    /// Without effect when the bucket is not held (any more), or what is stored cannot be read.
    @Override
    public void note(Mailbox mailbox, Progress progress) {
        keeper.held(BucketId.of(mailbox.resource())).ifPresent(held -> held.note(mailbox, progress, now()));
    }

    /// Waits up to ten seconds; also false when the bucket has grown too large, or what is stored cannot be read.
    @Override
    public boolean write(Mailbox mailbox, Progress progress) throws InterruptedException {
        var held = keeper.held(BucketId.of(mailbox.resource()));
        if (held.isEmpty()) {
            return false;
        }
        var change = held.get().note(mailbox, progress, now());
        return change.isPresent() && held.get().awaitWritten(change.getAsLong(), WRITE_LIMIT, keeper::wake);
    }

    /// How long the oldest change has been waiting to be written: a crash now would repeat so much mail.
    public Duration writeLag() {
        return keeper.allHeld().map(held -> held.unwritten(now())).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /// How many buckets are held.
    public int held() {
        return Math.toIntExact(keeper.allHeld().count());
    }

    /// How many buckets hold resources that this process knows, whoever owns them.
    public int known() {
        return keeper.wanted();
    }

    /// Whether a worker of this resource may act at this moment.
    boolean covers(ResourceKey resource) {
        return keeper.held(BucketId.of(resource))
                .filter(held -> !held.releasing() && membership.covers(held.term()))
                .isPresent();
    }

    /// One look at everything, on the caller's thread.
    void tick() {
        keeper.tick();
    }

    /// Listens without starting the thread that ticks.
    void listen(OwnershipListener listener) {
        keeper.listen(listener);
    }

    private long now() {
        return clocks.nanoTime().getAsLong();
    }

    private static Executor virtualThreads() {
        var factory = Thread.ofVirtual().name("bucket-", 0).factory();
        return job -> factory.newThread(job).start();
    }
}
