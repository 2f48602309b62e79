package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.sink.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The counters and histograms: what happened, how often, how long it took. All series that are known beforehand are
/// there at 0, because an alert on an increase misses a series that begins at 1. Thread-safe.
final class Events {
    static final Tally LEASE_RENEWALS = new Tally("inboundmailbox.lease.renewals", "Renewals of this replica's Lease");
    static final Tally CURSOR_WRITES = new Tally("inboundmailbox.cursor.writes",
            "Writes of cursor buckets; conflict is the fence at work");
    static final Tally STATUS_WRITES = new Tally("inboundmailbox.status.writes", "Writes of the status of resources");

    private static final Tally POLLS = new Tally("inboundmailbox.polls", "Looks into mailboxes");
    private static final Tally POLL_FAILURES = new Tally("inboundmailbox.poll.failures",
            "Failures of looks, downloads and settlements");
    private static final Tally FETCHED = new Tally("inboundmailbox.messages.fetched", "Messages that were downloaded");
    private static final Tally FETCHED_BYTES = new Tally("inboundmailbox.fetched.bytes",
            "Bytes of messages that were downloaded");
    private static final Tally DELIVERED = new Tally("inboundmailbox.messages.delivered",
            "Messages that a sink accepted");
    private static final Tally REPEATED = new Tally("inboundmailbox.messages.repeated",
            "Messages that a sink accepted once more, as far as this process remembers");
    private static final Tally QUARANTINED = new Tally("inboundmailbox.messages.quarantined",
            "Messages that were put into quarantine");
    private static final Tally ATTEMPTS = new Tally("inboundmailbox.delivery.attempts",
            "Attempts to hand a message to a sink, by its answer");
    private static final Tally TOKENS = new Tally("inboundmailbox.token.requests",
            "Token requests to Entra ID; reason is None after a success");
    private static final Tally THROTTLED = new Tally("inboundmailbox.throttled",
            "Times that a mail server asked for patience");
    private static final Tally RECONCILIATIONS = new Tally("inboundmailbox.reconciliations",
            "Reconciliations of resources");

    private static final Span POLL_TIME = new Span("inboundmailbox.poll.duration", "Time of a look into a mailbox", 50,
            100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
    private static final Span DELIVERY_TIME = new Span("inboundmailbox.delivery.duration",
            "Time of an attempt to hand a message to a sink", 10, 25, 50, 100, 250, 500, 1_000, 5_000, 15_000, 30_000);
    private static final Span LATENCY = new Span("inboundmailbox.end.to.end.latency",
            "Time from a message's arrival in the mailbox to its acceptance by the sink", 1_000, 2_000, 5_000, 10_000,
            30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000);
    private static final Span TOKEN_TIME = new Span("inboundmailbox.token.request.duration", "Time of a token request",
            50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
    private static final Span RECONCILIATION_TIME = new Span("inboundmailbox.reconciliation.duration",
            "Time of a reconciliation", 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

    private static final String NO_REASON = "None";
    private static final Set<Reason> TOKEN_REASONS = EnumSet.range(Reason.CredentialsRejected,
            Reason.TokenEndpointUnavailable);
    private static final Set<Reason> POLL_REASONS = EnumSet.range(Reason.CredentialsRejected, Reason.EgressRefused);

    private final MeterRegistry registry;

    /// A counter.
    record Tally(String meter, String description) {}

    /// A histogram of times.
    ///
    /// @param buckets upper bounds
    record Span(String meter, String description, List<Duration> buckets) {
        Span(String meter, String description, long... milliseconds) {
            this(meter, description, LongStream.of(milliseconds).mapToObj(Duration::ofMillis).toList());
        }
    }

    Events(MeterRegistry registry) {
        this.registry = registry;
        List.of(FETCHED, FETCHED_BYTES, DELIVERED, REPEATED).forEach(this::counter);
        timer(LATENCY);
        for (var protocol : Protocol.values()) {
            registerPolls(protocol);
        }
        for (var sink : SinkKind.values()) {
            List.of("accepted", "wait", "misconfigured", "refused").forEach(answer -> attempts(sink, answer));
            timer(DELIVERY_TIME, "sink", sink.label());
        }
        List.of(Reason.MessageRefused, Reason.MessageTooLarge).forEach(reason -> quarantine(reason.name()));
        registerOwn();
    }

    private void registerPolls(Protocol protocol) {
        for (var outcome : List.of(Outcome.SUCCESS, Outcome.FAILURE)) {
            polls(protocol, outcome);
            pollTime(protocol, outcome);
        }
        POLL_REASONS.forEach(reason -> failures(protocol, reason));
        throttled(protocol);
    }

    private void registerOwn() {
        tokens(Outcome.SUCCESS, NO_REASON);
        TOKEN_REASONS.forEach(reason -> tokens(Outcome.FAILURE, reason.name()));
        timer(TOKEN_TIME);
        for (var outcome : Outcome.values()) {
            List.of(LEASE_RENEWALS, CURSOR_WRITES, STATUS_WRITES).forEach(tally -> byOutcome(tally, outcome));
        }
        byOutcome(RECONCILIATIONS, Outcome.SUCCESS);
        byOutcome(RECONCILIATIONS, Outcome.FAILURE);
        timer(RECONCILIATION_TIME);
    }

    void count(Tally tally, Outcome outcome) {
        byOutcome(tally, outcome).increment();
    }

    void poll(Protocol protocol, Outcome outcome, Duration took) {
        polls(protocol, outcome).increment();
        pollTime(protocol, outcome).record(took);
    }

    void pollFailure(Protocol protocol, Reason reason) {
        failures(protocol, reason).increment();
        if (reason == Reason.Throttled) {
            throttled(protocol).increment();
        }
    }

    void fetched() {
        counter(FETCHED).increment();
    }

    void fetchedBytes(long bytes) {
        counter(FETCHED_BYTES).increment((double) bytes);
    }

    void quarantined(Reason reason) {
        quarantine(reason.name()).increment();
    }

    void attempt(SinkKind sink, Verdict verdict, Duration took) {
        attempts(sink, answer(verdict)).increment();
        timer(DELIVERY_TIME, "sink", sink.label()).record(took);
    }

    void delivered(boolean again) {
        counter(DELIVERED).increment();
        if (again) {
            counter(REPEATED).increment();
        }
    }

    void latency(Duration latency) {
        timer(LATENCY).record(latency);
    }

    void token(Outcome outcome, @Nullable Reason reason, Duration took) {
        tokens(outcome, reason == null ? NO_REASON : reason.name()).increment();
        timer(TOKEN_TIME).record(took);
    }

    void reconciliation(Outcome outcome, Duration took) {
        byOutcome(RECONCILIATIONS, outcome).increment();
        timer(RECONCILIATION_TIME).record(took);
    }

    private static String answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted _ -> "accepted";
            case Verdict.Wait _ -> "wait";
            case Verdict.Misconfigured _ -> "misconfigured";
            case Verdict.Refused _ -> "refused";
        };
    }

    private Counter polls(Protocol protocol, Outcome outcome) {
        return counter(POLLS, "protocol", protocol.name(), "outcome", outcome.label());
    }

    private Timer pollTime(Protocol protocol, Outcome outcome) {
        return timer(POLL_TIME, "protocol", protocol.name(), "outcome", outcome.label());
    }

    private Counter failures(Protocol protocol, Reason reason) {
        return counter(POLL_FAILURES, "protocol", protocol.name(), "reason", reason.name());
    }

    private Counter throttled(Protocol protocol) {
        return counter(THROTTLED, "protocol", protocol.name());
    }

    private Counter quarantine(String reason) {
        return counter(QUARANTINED, "reason", reason);
    }

    private Counter attempts(SinkKind sink, String answer) {
        return counter(ATTEMPTS, "sink", sink.label(), "outcome", answer);
    }

    private Counter tokens(Outcome outcome, String reason) {
        return counter(TOKENS, "outcome", outcome.label(), "reason", reason);
    }

    private Counter byOutcome(Tally tally, Outcome outcome) {
        return counter(tally, "outcome", outcome.label());
    }

    private Counter counter(Tally tally, String... tags) {
        return Counter.builder(tally.meter()).description(tally.description()).tags(tags).register(registry);
    }

    private Timer timer(Span span, String... tags) {
        return Timer.builder(span.meter())
                .description(span.description())
                .tags(tags)
                .serviceLevelObjectives(span.buckets().toArray(Duration[]::new))
                .register(registry);
    }
}
