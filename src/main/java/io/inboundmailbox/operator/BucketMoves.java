package io.inboundmailbox.operator;

import io.inboundmailbox.worker.WorkerPool;
import java.time.Duration;

/// What the moves of buckets between replicas mean for workers. Thread-safe.
final class BucketMoves implements OwnershipListener {
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(5);

    private final WorkerPool workers;
    private final Residents residents;
    private final Triggers triggers;
    private final Watchers watchers;

    BucketMoves(WorkerPool workers, Residents residents, Triggers triggers, Watchers watchers) {
        this.workers = workers;
        this.residents = residents;
        this.triggers = triggers;
        this.watchers = watchers;
    }

    @Override
    public void onRelease(BucketId bucket) {
        var leaving = residents.in(bucket);
        workers.drain(leaving, LAST_DELIVERIES);
        leaving.forEach(watchers::forgotten);
    }

    @Override
    public void onLost(BucketId bucket) {
        residents.in(bucket).forEach(resource -> {
            workers.remove(resource);
            watchers.forgotten(resource);
        });
    }

    @Override
    public void onChanged(BucketId bucket) {
        residents.in(bucket).forEach(triggers);
    }
}
