package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.operator.BucketStore.StaleException;
import io.inboundmailbox.operator.StoreEvents.Outcome;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The conversations with the API server about one bucket. Each waits for the answers; a [KubernetesClientException]
/// means that the end is not known and the same may be tried again. Thread-safe for different buckets.
///
/// What makes a claim safe: the bucket is read, *then* its owner's Lease is found dead, *then* the claim is written
/// under the resourceVersion that was read. An owner that comes back to life renews its Lease, and then writes its
/// claims anew ([#renew]) before it acts: whichever of the two writes comes second is refused.
///
/// A bucket that would grow beyond [HeldBucket#SIZE_LIMIT] is not written; spreading it over further ConfigMaps is not
/// built yet.
final class BucketJobs {
    private static final Logger log = LoggerFactory.getLogger(BucketJobs.class);
    private static final int ATTEMPTS = 5;
    private static final String NOBODY = "";

    private final BucketStore store;
    private final Membership membership;
    private final OwnershipSettings settings;
    private final StoreEvents events;
    private final Clock wall;

    /// How an attempt to claim ended.
    sealed interface Claim {
        record Claimed(HeldBucket bucket) implements Claim {}

        /// Its owner lives, or may; or somebody was quicker.
        record Taken() implements Claim {}

        /// Of a later format, or broken. It stays as it is.
        record Unreadable() implements Claim {}
    }

    BucketJobs(BucketStore store, Membership membership, OwnershipSettings settings, StoreEvents events, Clock wall) {
        this.store = store;
        this.membership = membership;
        this.settings = settings;
        this.events = events;
        this.wall = wall;
    }

    /// Claims a bucket if nobody owns it or its owner is dead.
    ///
    /// @param term the current term of the own Lease
    Claim claim(BucketId id, long term) {
        var found = store.read(id).orElseGet(() -> store.blank(id));
        if (!found.readable()) {
            return new Claim.Unreadable();
        }
        if (!claimable(found.owner())) {
            return new Claim.Taken();
        }
        try {
            var claimed = found.with(membership.identity(), found.epoch() + 1, found.entries());
            return new Claim.Claimed(new HeldBucket(store.write(claimed), term));
        } catch (StaleException _) {
            return new Claim.Taken();
        }
    }

    /// Writes the claim anew, after the own Lease may have been taken for dead.
    ///
    /// @return false when the bucket is lost
    boolean renew(HeldBucket held, long term) {
        var ours = push(held, membership.identity(), 1);
        if (ours) {
            held.renewed(term);
        }
        return ours;
    }

    /// Writes what has changed.
    ///
    /// @return false when the bucket is lost
    boolean flush(HeldBucket held) {
        return push(held, membership.identity(), 0);
    }

    /// Writes what has changed and that nobody owns the bucket, in one.
    void release(HeldBucket held) {
        push(held, NOBODY, 0);
    }

    /// Gives a bucket back that a claim of unknown end has made ours after all.
    void disown(BucketId id) {
        var found = store.read(id);
        if (found.isEmpty() || !found.get().readable() || !found.get().owner().equals(membership.identity())) {
            return;
        }
        try {
            store.write(found.get().with(NOBODY, found.get().epoch(), found.get().entries()));
        } catch (StaleException _) {
            log.atDebug().addKeyValue(LogKeys.BUCKET, id).log("Somebody else has written the bucket");
        }
    }

    private boolean claimable(String owner) {
        return owner.isEmpty() || owner.equals(membership.identity()) || membership.gone(owner);
    }

    private boolean push(HeldBucket held, String owner, int step) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (write(held, owner, held.base().epoch() + step)) {
                    events.cursorWrite(Outcome.OK);
                }
                return true;
            } catch (StaleException _) {
                events.cursorWrite(Outcome.CONFLICT);
            } catch (KubernetesClientException e) {
                events.cursorWrite(Outcome.ERROR);
                throw e;
            }
            if (!reread(held)) {
                return false;
            }
        }
        throw new KubernetesClientException("the bucket changes faster than it can be written");
    }

    /// Writes once; the fence is the resourceVersion of what is known.
    ///
    /// @return false when there was nothing that could be written
    private boolean write(HeldBucket held, String owner, long epoch) throws StaleException {
        var base = held.base();
        held.trying(Math.max(held.epoch(), epoch));
        var snapshot = held.snapshot(cutoff());
        if (!tooLarge(held, snapshot)) {
            held.written(snapshot, store.write(base.with(owner, epoch, snapshot.entries())));
            return true;
        }
        if (owner.equals(base.owner()) && epoch == base.epoch()) {
            return false;
        }
        held.rebase(store.write(base.with(owner, epoch, base.entries())));
        return true;
    }

    private boolean tooLarge(HeldBucket held, HeldBucket.Snapshot snapshot) {
        var size = snapshot.size();
        var tooLarge = size > HeldBucket.SIZE_LIMIT && size > held.base().entries().length();
        if (tooLarge && held.refuse()) {
            log.atError()
                    .addKeyValue(LogKeys.BUCKET, held.id())
                    .addKeyValue(LogKeys.COUNT, size)
                    .log("A bucket of cursors is full: its cursors are not written any more and mail may be repeated");
        }
        return tooLarge;
    }

    /// After a conflict: goes on from what is stored now.
    ///
    /// @return whether the bucket still is ours
    private boolean reread(HeldBucket held) {
        var current = store.read(held.id());
        if (current.isEmpty()) {
            held.rebaseOnNothing();
            return true;
        }
        var ours = ours(held, current.get());
        if (ours) {
            held.rebase(current.get());
        }
        return ours;
    }

    /// The epoch may be one that was tried: the answer to that write was lost, the write was not.
    private boolean ours(HeldBucket held, StoredBucket current) {
        return current.readable() && current.owner().equals(membership.identity())
                && current.epoch() >= held.base().epoch() && current.epoch() <= held.epoch();
    }

    private Instant cutoff() {
        return wall.instant().minus(settings.cursorRetention());
    }
}
