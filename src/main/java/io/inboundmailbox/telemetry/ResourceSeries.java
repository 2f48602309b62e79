package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.ResourceKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The series of the resources that this replica owns. They come with the first snapshot and end when the resource is
/// forgotten; a label that changes ends one series and begins another. Thread-safe.
final class ResourceSeries {
    /// Beyond so many resources only those that are not ready have series: 10,000 resources with 38 series each were
    /// measured at 36 MB and 3 s a scrape.
    static final int LIMIT = 2_000;

    private final MeterRegistry registry;
    private final Map<ResourceKey, ResourceState> states = new HashMap<>();
    private final Map<ResourceKey, Map<ResourceState.Series, Live>> live = new HashMap<>();

    ResourceSeries(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A registered gauge and the value it shows.
    private static final class Live {
        private volatile double value;
        private final Meter meter;

        Live(MeterRegistry registry, ResourceState.Series series, double value) {
            this.value = value;
            this.meter = Gauge.builder(series.meter().meter(), () -> this.value)
                    .description(series.meter().description())
                    .tags(series.tags())
                    .register(registry);
        }
    }

    synchronized void show(ResourceSnapshot snapshot) {
        var state = states.computeIfAbsent(snapshot.resource(), _ -> new ResourceState(snapshot));
        state.show(snapshot);
        refresh(snapshot.resource(), state);
    }

    synchronized void report(MailboxReport report) {
        change(report.mailbox(), state -> state.report(report));
    }

    synchronized void polled(Mailbox mailbox, Instant at) {
        change(mailbox, state -> state.polled(mailbox, at));
    }

    synchronized void forget(ResourceKey resource) {
        states.remove(resource);
        var ended = live.remove(resource);
        if (ended != null) {
            ended.values().forEach(gone -> registry.remove(gone.meter));
        }
    }

    private void change(Mailbox mailbox, Consumer<ResourceState> step) {
        var state = states.get(mailbox.resource());
        if (state != null) {
            step.accept(state);
            refresh(mailbox.resource(), state);
        }
    }

    private void refresh(ResourceKey resource, ResourceState state) {
        var isShown = states.size() <= LIMIT || !state.isReady();
        var wanted = isShown ? state.series() : Map.<ResourceState.Series, Double>of();
        var present = live.computeIfAbsent(resource, _ -> new HashMap<>());
        present.entrySet().removeIf(entry -> {
            var isOver = !wanted.containsKey(entry.getKey());
            if (isOver) {
                registry.remove(entry.getValue().meter);
            }
            return isOver;
        });
        wanted.forEach((series, value) -> present
                .computeIfAbsent(series, missing -> new Live(registry, missing, value)).value = value);
    }
}
