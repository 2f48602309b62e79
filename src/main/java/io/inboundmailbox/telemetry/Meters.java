package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.sink.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that is measured, under the names of `docs/metrics.md`. Labels come from closed lists; counters stand at
/// 0 from the start. Thread-safe, and cheap enough to be called for each message.
public final class Meters implements AutoCloseable {
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Events events = new Events(registry);
    private final ResourceSeries resources = new ResourceSeries(registry);
    private final ProcessMeters process = new ProcessMeters(registry);
    private final Delivered delivered = new Delivered();
    private final AtomicInteger inFlight = new AtomicInteger();

    /// Registers everything that is there from the start.
    ///
    /// @param clock the time of day
    /// @param nanoTime a monotonic clock, such as [System#nanoTime]
    public Meters(Clock clock, LongSupplier nanoTime, BuildInfo build) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        Gauge.builder("inboundmailbox.build.info", () -> 1)
                .description("What runs here; always 1")
                .tags("version", build.version(), "revision", build.revision(), "java", build.java())
                .register(registry);
        Gauge.builder("inboundmailbox.messages.in.flight", inFlight::get)
                .description("Messages that are being handed to a sink right now")
                .register(registry);
    }

    /// Tells where to ask for a gauge; asked at each scrape, so it must answer from memory. A second call replaces the
    /// first.
    public void watch(OperatorGauge gauge, DoubleSupplier value) {
        var former = registry.find(gauge.meter()).gauge();
        if (former != null) {
            registry.remove(former);
        }
        Gauge.builder(gauge.meter(), value::getAsDouble).description(gauge.description()).register(registry);
    }

    /// Shows a resource, or what changed about it. To be called before its workers start: reports of resources that
    /// were never shown are dropped.
    public void resource(ResourceSnapshot snapshot) {
        resources.show(snapshot);
    }

    /// Ends all series of a resource: it is gone, or another replica owns it now.
    public void forget(ResourceKey resource) {
        resources.forget(resource);
    }

    /// A token was handed out by Entra ID.
    public void tokenAcquired(Duration took) {
        events.token(Outcome.SUCCESS, null, took);
    }

    /// A token request failed.
    public void tokenRefused(Reason reason, Duration took) {
        events.token(Outcome.FAILURE, reason, took);
    }

    public void leaseRenewal(Outcome outcome) {
        events.count(Events.LEASE_RENEWALS, outcome);
    }

    public void cursorWrite(Outcome outcome) {
        events.count(Events.CURSOR_WRITES, outcome);
    }

    public void statusWrite(Outcome outcome) {
        events.count(Events.STATUS_WRITES, outcome);
    }

    /// One pass of the reconciler ended, with success or failure.
    public void reconciliation(Outcome outcome, Duration took) {
        events.reconciliation(outcome, took);
    }

    /// All the series, in the format that the header field `Accept` asks for.
    public Exposition scrape(@Nullable String accept) {
        var contentType = Exposition.contentType(accept);
        return new Exposition(contentType, registry.scrape(contentType));
    }

    @Override
    public void close() {
        process.close();
        registry.close();
    }

    /// Runs from now on.
    Supplier<Duration> stopwatch() {
        var started = nanoTime.getAsLong();
        return () -> Duration.ofNanos(nanoTime.getAsLong() - started);
    }

    void report(MailboxReport report) {
        resources.report(report);
    }

    void polled(Mailbox mailbox, Outcome outcome, Duration took) {
        events.poll(mailbox.protocol(), outcome, took);
        resources.polled(mailbox, clock.instant());
    }

    void failed(Protocol protocol, Reason reason) {
        events.pollFailure(protocol, reason);
    }

    void fetched() {
        events.fetched();
    }

    void fetchedBytes(long bytes) {
        events.fetchedBytes(bytes);
    }

    void quarantined(Reason reason) {
        events.quarantined(reason);
    }

    void deliveryBegins() {
        inFlight.incrementAndGet();
    }

    void deliveryEnds() {
        inFlight.decrementAndGet();
    }

    void delivered(SinkKind sink, MessageRef message, Verdict verdict, Duration took) {
        events.attempt(sink, verdict, took);
        if (verdict instanceof Verdict.Accepted) {
            accepted(message);
        }
    }

    private void accepted(MessageRef message) {
        events.delivered(delivered.isRepeated(message.eventId()));
        var receivedAt = message.receivedAt();
        if (receivedAt != null) {
            var latency = Duration.between(receivedAt, clock.instant());
            events.latency(latency.isNegative() ? Duration.ZERO : latency);
        }
    }
}
