package io.inboundmailbox.operator;

import io.inboundmailbox.sink.MailSinks;
import io.inboundmailbox.source.MailSources;
import io.inboundmailbox.worker.Quarantine;
import io.inboundmailbox.worker.Reports;
import io.inboundmailbox.worker.Spool;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// What the composition root gives to the Kubernetes edge.
///
/// @param sources opens mailboxes
/// @param sinks opens sinks
/// @param spool where messages lie while they are delivered
/// @param quarantine decorates the quarantine that the edge keeps
/// @param reports decorates the edge's ear for reports
/// @param watchers hears what the reconciler sees
/// @param stores hears of the writes of cursors and Leases
/// @param clock the time of day
/// @param nanoTime a monotonic clock, such as [System#nanoTime]
/// @param random jitter; thread-safe
public record OperatorPorts(MailSources sources, MailSinks sinks, Spool spool, UnaryOperator<Quarantine> quarantine,
        UnaryOperator<Reports> reports, Watchers watchers, StoreEvents stores, Clock clock, LongSupplier nanoTime,
        RandomGenerator random) {}
