package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.mail.LogKeys;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what this process holds into line with what it should hold: looks at all buckets several times a second and
/// starts a job where something is to be done. Jobs run side by side, one per bucket, so that no slow one delays
/// another. Claims, renewals of claims and releases come first and have no budget; cursors are written about once a
/// second, those for which a worker waits first, then those that have waited longest.
final class BucketKeeper {
    private static final Logger log = LoggerFactory.getLogger(BucketKeeper.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration UNREADABLE_RETRY = Duration.ofMinutes(1);
    /// The API server gives a request up after a minute; later it cannot arrive.
    private static final Duration DOUBT = Duration.ofSeconds(90);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int REQUESTS_AT_A_TIME = 8;

    private final BucketJobs jobs;
    private final Membership membership;
    private final WriteBudget budget;
    private final Deletions deletions;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final Map<BucketId, Slot> slots = new ConcurrentHashMap<>();
    private final Semaphore requests = new Semaphore(REQUESTS_AT_A_TIME);
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("buckets").unstarted(this::run);
    private volatile OwnershipListener listener = new Nobody();
    private volatile boolean closing;

    BucketKeeper(BucketJobs jobs, Membership membership, WriteBudget budget, Deletions deletions, LongSupplier nanoTime,
            Executor executor) {
        this.jobs = jobs;
        this.membership = membership;
        this.budget = budget;
        this.deletions = deletions;
        this.nanoTime = nanoTime;
        this.executor = executor;
    }

    void listen(OwnershipListener newListener) {
        listener = newListener;
        membership.onChange(this::wake);
    }

    void start() {
        thread.start();
    }

    /// From now on the bucket is to be claimed whenever this process should own it.
    void want(BucketId id) {
        if (slots.putIfAbsent(id, new Slot(id, nanoTime.getAsLong())) == null) {
            wake();
        }
    }

    Optional<HeldBucket> held(BucketId id) {
        var slot = slots.get(id);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.held);
    }

    Stream<HeldBucket> allHeld() {
        return slots.values().stream().map(slot -> slot.held).filter(Objects::nonNull);
    }

    int wanted() {
        return slots.size();
    }

    void wake() {
        wakeUps.release();
    }

    /// One look at everything.
    void tick() {
        var assignment = membership.assignment();
        if (assignment.isEmpty()) {
            return;
        }
        for (var slot : slots.values()) {
            var mine = assignment.get().owner(slot.id).equals(membership.identity());
            if (ready(slot)) {
                start(slot, claimWork(slot, mine, membership.currentTerm()));
            }
        }
        var due = slots.values().stream().filter(this::ready).filter(this::due).sorted(mostUrgent()).toList();
        for (var slot : due) {
            var held = slot.held;
            if (held == null) {
                continue;
            }
            if (!budget.tryAcquire(held.base().entries().length())) {
                break;
            }
            start(slot, () -> flush(slot, held));
        }
    }

    /// Releases everything; the workers have ended before. Returns after ten seconds at the latest.
    void close() throws InterruptedException {
        closing = true;
        wake();
        thread.join();
        awaitQuiet();
        slots.values().stream().filter(slot -> !slot.busy.get()).forEach(slot -> {
            var held = slot.held;
            start(slot, held == null ? null : () -> writeRelease(slot, held));
        });
        awaitQuiet();
    }

    private void run() {
        while (!closing) {
            try {
                tick();
                if (wakeUps.tryAcquire(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("Buckets could not be looked after");
            }
        }
    }

    private void awaitQuiet() throws InterruptedException {
        var start = nanoTime.getAsLong();
        while (slots.values().stream().anyMatch(slot -> slot.busy.get())
                && nanoTime.getAsLong() - start < CLOSE_LIMIT.dividedBy(2).toNanos()) {
            // A job that ends wakes.
            wakeUps.tryAcquire(TICK.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean ready(Slot slot) {
        return !slot.busy.get() && nanoTime.getAsLong() - slot.notBefore >= 0;
    }

    private @Nullable Runnable claimWork(Slot slot, boolean mine, OptionalLong term) {
        var held = slot.held;
        if (held == null) {
            return mine ? claimOf(slot, term) : disownOf(slot);
        }
        if (!mine || held.releasing()) {
            return () -> release(slot, held);
        }
        if (term.isPresent() && term.getAsLong() != held.term()) {
            return () -> renew(slot, held, term.getAsLong());
        }
        return null;
    }

    private @Nullable Runnable claimOf(Slot slot, OptionalLong term) {
        return term.isPresent() ? () -> claim(slot, term.getAsLong()) : null;
    }

    private @Nullable Runnable disownOf(Slot slot) {
        var until = slot.doubtfulUntil;
        return until == null ? null : () -> disown(slot, until);
    }

    private void start(Slot slot, @Nullable Runnable job) {
        if (job == null) {
            return;
        }
        slot.busy.set(true);
        executor.execute(() -> {
            try {
                job.run();
                slot.failing = false;
            } catch (RuntimeException e) {
                failed(slot, e);
            } finally {
                slot.busy.set(false);
                wake();
            }
        });
    }

    private void claim(Slot slot, long term) {
        slot.doubtfulUntil = later(DOUBT);
        var claim = limited(() -> jobs.claim(slot.id, term));
        slot.doubtfulUntil = null;
        switch (claim) {
            case BucketJobs.Claim.Claimed(var held) -> {
                slot.held = held;
                deletions.applyTo(held);
                log.atInfo()
                        .addKeyValue(LogKeys.BUCKET, slot.id)
                        .addKeyValue(LogKeys.EPOCH, held.epoch())
                        .log("Bucket claimed");
                listener.onChanged(slot.id);
            }
            case BucketJobs.Claim.Taken _ -> slot.notBefore = later(RETRY);
            case BucketJobs.Claim.Unreadable _ -> unreadable(slot);
        }
    }

    private void unreadable(Slot slot) {
        slot.notBefore = later(UNREADABLE_RETRY);
        (slot.unreadable ? log.atDebug() : log.atWarn()).addKeyValue(LogKeys.BUCKET, slot.id)
                .log("A bucket of cursors is of a format that this version does not read; it is left alone");
        slot.unreadable = true;
    }

    private void disown(Slot slot, long until) {
        limited(() -> {
            jobs.disown(slot.id);
            return true;
        });
        slot.doubtfulUntil = nanoTime.getAsLong() - until < 0 ? until : null;
        slot.notBefore = later(RETRY);
    }

    private void renew(Slot slot, HeldBucket held, long term) {
        if (!limited(() -> jobs.renew(held, term))) {
            lose(slot, held);
        }
    }

    private void flush(Slot slot, HeldBucket held) {
        slot.flushedAt = nanoTime.getAsLong();
        if (!limited(() -> jobs.flush(held))) {
            lose(slot, held);
        }
    }

    private void release(Slot slot, HeldBucket held) {
        if (!held.releasing()) {
            held.beginRelease();
            listener.onRelease(slot.id);
        }
        writeRelease(slot, held);
        listener.onChanged(slot.id);
    }

    private void writeRelease(Slot slot, HeldBucket held) {
        held.beginRelease();
        limited(() -> {
            jobs.release(held);
            return true;
        });
        slot.held = null;
        held.end();
        log.atInfo().addKeyValue(LogKeys.BUCKET, slot.id).log("Bucket released");
    }

    private void lose(Slot slot, HeldBucket held) {
        slot.held = null;
        held.end();
        log.atWarn().addKeyValue(LogKeys.BUCKET, slot.id).log("Bucket lost: another process owns it");
        listener.onLost(slot.id);
        listener.onChanged(slot.id);
    }

    private void failed(Slot slot, RuntimeException e) {
        slot.notBefore = later(RETRY);
        switch (e) {
            case KubernetesClientException answer -> (slot.failing ? log.atDebug() : log.atWarn())
                    .addKeyValue(LogKeys.BUCKET, slot.id)
                    .addKeyValue(LogKeys.CODE, answer.getCode())
                    .log("The API server does not take a bucket; it is tried again");
            default -> log.atError().addKeyValue(LogKeys.BUCKET, slot.id).setCause(e).log("A bucket went wrong");
        }
        slot.failing = true;
    }

    private boolean due(Slot slot) {
        var held = slot.held;
        return held != null && !held.releasing() && held.dirty()
                && (held.urgent() || nanoTime.getAsLong() - slot.flushedAt >= FLUSH.toNanos());
    }

    private Comparator<Slot> mostUrgent() {
        var now = nanoTime.getAsLong();
        return Comparator.comparing((Slot slot) -> slot.held != null && slot.held.urgent())
                .thenComparing(slot -> slot.held == null ? Duration.ZERO : slot.held.unwritten(now))
                .reversed();
    }

    private <T> T limited(Supplier<T> requesting) {
        requests.acquireUninterruptibly();
        try {
            return requesting.get();
        } finally {
            requests.release();
        }
    }

    private long later(Duration delay) {
        return nanoTime.getAsLong() + delay.toNanos();
    }

    /// Until somebody listens.
    private static final class Nobody implements OwnershipListener {
        @Override
        public void onRelease(BucketId bucket) {}

        @Override
        public void onLost(BucketId bucket) {}

        @Override
        public void onChanged(BucketId bucket) {}
    }
}
