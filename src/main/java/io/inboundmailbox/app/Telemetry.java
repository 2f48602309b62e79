package io.inboundmailbox.app;

import static io.inboundmailbox.telemetry.Outcome.CONFLICT;
import static io.inboundmailbox.telemetry.Outcome.FAILURE;
import static io.inboundmailbox.telemetry.Outcome.SUCCESS;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.api.SinkSpec;
import io.inboundmailbox.auth.TokenEvents;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.operator.MailboxOperator;
import io.inboundmailbox.operator.StoreEvents;
import io.inboundmailbox.operator.Watchers;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.WorkerPlan;
import io.inboundmailbox.telemetry.Meters;
import io.inboundmailbox.telemetry.OperatorGauge;
import io.inboundmailbox.telemetry.ResourceSnapshot;
import io.inboundmailbox.telemetry.SinkKind;
import io.inboundmailbox.worker.Spool;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Joins the ears of the other packages to the meters, which know none of them.
final class Telemetry {
    /// Hosts of Exchange Online, in all clouds.
    private static final Set<String> EXCHANGE_ONLINE = Stream
            .of(Cloud.GLOBAL, Cloud.US_GOVERNMENT, Cloud.US_GOVERNMENT_DOD, Cloud.CHINA)
            .map(Cloud::exchange)
            .collect(Collectors.toUnmodifiableSet());

    private Telemetry() {}

    static TokenEvents tokens(Meters meters) {
        return (outcome, reason, took) -> {
            if (outcome == TokenEvents.Outcome.Granted) {
                meters.tokenAcquired(took);
            } else {
                meters.tokenRefused(Objects.requireNonNullElse(reason, Reason.InternalError), took);
            }
        };
    }

    static StoreEvents stores(Meters meters) {
        return new StoreEvents() {
            @Override
            public void cursorWrite(StoreEvents.Outcome outcome) {
                meters.cursorWrite(of(outcome));
            }

            @Override
            public void leaseRenewal(StoreEvents.Outcome outcome) {
                meters.leaseRenewal(of(outcome));
            }

            private static io.inboundmailbox.telemetry.Outcome of(StoreEvents.Outcome outcome) {
                return switch (outcome) {
                    case OK -> SUCCESS;
                    case CONFLICT -> CONFLICT;
                    case ERROR -> FAILURE;
                };
            }
        };
    }

    static Watchers watchers(Meters meters) {
        return new Watchers() {
            @Override
            public void observed(InboundMailbox resource, InboundMailboxStatus status, @Nullable WorkerPlan plan) {
                meters.resource(snapshot(resource, status, plan));
            }

            @Override
            public void forgotten(ResourceKey resource) {
                meters.forget(resource);
            }

            @Override
            public void statusWritten() {
                meters.statusWrite(SUCCESS);
            }

            @Override
            public void reconciled(boolean success, Duration took) {
                meters.reconciliation(success ? SUCCESS : FAILURE, took);
            }
        };
    }

    static void gauges(Meters meters, MailboxOperator operator, Spool spool) {
        meters.watch(OperatorGauge.SPOOL_BYTES, spool::bytes);
        meters.watch(OperatorGauge.WORKERS, () -> operator.numbers().workers());
        meters.watch(OperatorGauge.BUCKETS, () -> operator.numbers().buckets());
        meters.watch(OperatorGauge.OWNED_BUCKETS, () -> operator.numbers().heldBuckets());
        meters.watch(OperatorGauge.OWNED_RESOURCES, () -> operator.numbers().resources());
        meters.watch(OperatorGauge.MEMBERS, () -> operator.numbers().members());
        meters.watch(OperatorGauge.CURSOR_WRITE_LAG, () -> operator.numbers().cursorLag());
        meters.watch(OperatorGauge.RECONCILIATIONS_ACTIVE, () -> operator.numbers().reconciling());
    }

    private static ResourceSnapshot snapshot(InboundMailbox resource, InboundMailboxStatus status,
            @Nullable WorkerPlan plan) {
        var spec = resource.getSpec();
        var key = new ResourceKey(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
        var protocol = Protocol.valueOf(spec.protocol().name());
        var host = plan == null ? "" : plan.source().host();
        var conditions = status.conditions()
                .stream()
                .collect(Collectors.toMap(condition -> condition.getType(),
                        condition -> ResourceSnapshot.ConditionState.valueOf(condition.getStatus())));
        // All that the spec names, also while nothing runs: an unresolved or suspended resource has them all the same.
        var mailboxes = spec.addresses()
                .stream()
                .map(address -> new Mailbox(key, address, protocol, plan == null ? "" : plan.source().server(),
                        spec.folder()))
                .collect(Collectors.toUnmodifiableSet());
        return new ResourceSnapshot(key, protocol, spec.cloud().name(), kind(spec.sink()),
                EXCHANGE_ONLINE.contains(host)
                        ? ResourceSnapshot.Service.ExchangeOnline
                        : ResourceSnapshot.Service.Other,
                conditions, spec.suspend(), mailboxes);
    }

    private static SinkKind kind(SinkSpec sink) {
        return SinkKind.valueOf(sink.kind().toUpperCase(Locale.ROOT));
    }
}
