package io.inboundmailbox.operator;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// JOSDK's metrics, told in our own words: its own names break Prometheus' rules. Thread-safe.
final class ReconcileMetrics implements Metrics {
    private final Watchers watchers;
    private final LongSupplier nanoTime;
    private final AtomicInteger active = new AtomicInteger();

    ReconcileMetrics(Watchers watchers, LongSupplier nanoTime) {
        this.watchers = watchers;
        this.nanoTime = nanoTime;
    }

    int active() {
        return active.get();
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        var began = nanoTime.getAsLong();
        var success = false;
        active.incrementAndGet();
        try {
            var result = execution.execute();
            success = true;
            return result;
        } finally {
            active.decrementAndGet();
            watchers.reconciled(success, Duration.ofNanos(nanoTime.getAsLong() - began));
        }
    }
}
