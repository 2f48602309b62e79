package io.inboundmailbox.operator;

import java.time.Clock;
import java.util.function.LongSupplier;

/// What the composition root gives to the Kubernetes edge.
///
/// @param workers makes the workers' pool; called once
/// @param watchers hears what the reconciler sees
/// @param stores hears of the writes of cursors and Leases
/// @param clock the time of day
/// @param nanoTime a monotonic clock, such as [System#nanoTime]
public record OperatorPorts(WorkerPools workers, Watchers watchers, StoreEvents stores, Clock clock,
        LongSupplier nanoTime) {}
