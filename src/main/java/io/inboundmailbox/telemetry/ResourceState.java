package io.inboundmailbox.telemetry;

import static io.inboundmailbox.telemetry.ResourceMeter.CONDITION;
import static io.inboundmailbox.telemetry.ResourceMeter.INFO;
import static io.inboundmailbox.telemetry.ResourceMeter.INTERVAL;
import static io.inboundmailbox.telemetry.ResourceMeter.LAST_MESSAGE;
import static io.inboundmailbox.telemetry.ResourceMeter.LAST_POLL;
import static io.inboundmailbox.telemetry.ResourceMeter.LAST_SUCCESS;
import static io.inboundmailbox.telemetry.ResourceMeter.MAILBOXES;
import static io.inboundmailbox.telemetry.ResourceMeter.SUSPENDED;
import static io.inboundmailbox.telemetry.ResourceMeter.TOKEN_EXPIRY;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.TokenInfo;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of one resource, and the values its series should have. Guarded by its owner.
final class ResourceState {
    private final Map<Mailbox, MailboxReport> reports = new HashMap<>();
    private final Map<Mailbox, Instant> polls = new HashMap<>();
    private ResourceSnapshot snapshot;

    ResourceState(ResourceSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// One series: which gauge, with which labels.
    record Series(ResourceMeter meter, Tags tags) {}

    void show(ResourceSnapshot next) {
        snapshot = next;
        reports.keySet().retainAll(next.mailboxes());
        polls.keySet().retainAll(next.mailboxes());
    }

    void report(MailboxReport report) {
        if (snapshot.mailboxes().contains(report.mailbox())) {
            reports.put(report.mailbox(), report);
        }
    }

    void polled(Mailbox mailbox, Instant at) {
        if (snapshot.mailboxes().contains(mailbox)) {
            polls.put(mailbox, at);
        }
    }

    boolean isReady() {
        return snapshot.isReady();
    }

    /// The series there should be now, with their values.
    Map<Series, Double> series() {
        var base = Tags.of("namespace", snapshot.resource().namespace(), "name", snapshot.resource().name());
        var values = new HashMap<Series, Double>();
        values.put(new Series(INFO, base.and(infoTags())), 1.0);
        snapshot.conditions()
                .forEach((type, state) -> values.put(new Series(CONDITION, base.and("type", type)),
                        (double) state.number()));
        values.put(new Series(SUSPENDED, base), snapshot.suspended() ? 1.0 : 0.0);
        values.put(new Series(MAILBOXES, base.and("state", "total")), (double) snapshot.mailboxes().size());
        values.put(new Series(MAILBOXES, base.and("state", "ready")), (double) readyMailboxes());
        reports.values()
                .stream()
                .map(MailboxReport::effectiveInterval)
                .max(Comparator.naturalOrder())
                .ifPresent(interval -> values.put(new Series(INTERVAL, base), seconds(interval)));
        putOldest(values, new Series(LAST_POLL, base), polls.values().stream());
        putOldest(values, new Series(LAST_SUCCESS, base), all(MailboxReport::lastPollAt));
        putOldest(values, new Series(LAST_MESSAGE, base), all(report -> report.progress().lastMessageAt()));
        putOldest(values, new Series(TOKEN_EXPIRY, base), all(ResourceState::tokenExpiry));
        return values;
    }

    private Tags infoTags() {
        return Tags.of("protocol", snapshot.protocol().name(), "cloud", snapshot.cloud(), "sink",
                snapshot.sink().label(), "service", snapshot.service().name());
    }

    private long readyMailboxes() {
        return reports.values().stream().filter(ResourceState::isReady).count();
    }

    private static boolean isReady(MailboxReport report) {
        return report.fetching() instanceof Evidence.Good && !(report.authenticated() instanceof Evidence.Failed)
                && !(report.delivering() instanceof Evidence.Failed);
    }

    private static @Nullable Instant tokenExpiry(MailboxReport report) {
        return report.token() instanceof TokenInfo(_, var expiresAt, _) ? expiresAt : null;
    }

    private Stream<Instant> all(Function<MailboxReport, @Nullable Instant> time) {
        Collection<MailboxReport> known = reports.values();
        return known.stream().map(time).filter(Objects::nonNull);
    }

    private static void putOldest(Map<Series, Double> values, Series series, Stream<Instant> times) {
        times.min(Comparator.naturalOrder())
                .ifPresent(oldest -> values.put(series, seconds(Duration.between(Instant.EPOCH, oldest))));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
