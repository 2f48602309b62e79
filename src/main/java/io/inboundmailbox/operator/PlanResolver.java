package io.inboundmailbox.operator;

import io.inboundmailbox.api.Annotations;
import io.inboundmailbox.api.HandlingSpec;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxSpec;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.Start;
import io.inboundmailbox.plan.WorkerPlan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a resource and the objects it names to a plan. Memory only.
final class PlanResolver {
    private final SourceResolver sources;

    /// @param customCloud the installer's hosts behind `cloud: Custom`; null when there are none
    /// @param tokenHosts hosts beside those of the clouds that may be given bearer tokens
    PlanResolver(@Nullable Cloud customCloud, HostList tokenHosts) {
        this.sources = new SourceResolver(customCloud, tokenHosts);
    }

    Resolution resolve(InboundMailbox resource, NamedObjects objects) {
        try {
            return new Resolution.Planned(plan(resource, objects));
        } catch (Resolution.PendingException e) {
            return new Resolution.Pending();
        } catch (MailFailure.Resolving failure) {
            return new Resolution.Failed(failure.problem());
        }
    }

    private WorkerPlan plan(InboundMailbox resource, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var spec = resource.getSpec();
        var key = new ResourceKey(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
        supported(spec);
        var source = sources.resolve(spec, objects);
        var sink = SinkResolver.resolve(spec.sink(), objects);
        var mailboxes = spec.suspend()
                ? List.<Mailbox>of()
                : spec.addresses()
                        .stream()
                        .map(address -> new Mailbox(key, address, source.protocol(), source.server(), spec.folder()))
                        .toList();
        var annotations = resource.getMetadata().getAnnotations();
        return new WorkerPlan(key, mailboxes, source, sink, rules(spec), createdAt(resource),
                annotations == null ? null : annotations.get(Annotations.FETCH_REQUESTED_AT));
    }

    private static void supported(InboundMailboxSpec spec) throws MailFailure.Resolving {
        if (spec.protocol() != InboundMailboxSpec.Protocol.IMAP) {
            throw Resolution.failure(Reason.NotSupportedYet, "spec.protocol: " + spec.protocol()
                    + " is not supported yet by this version: use IMAP.");
        }
        if (spec.payload() != InboundMailboxSpec.Payload.RFC822) {
            throw Resolution.failure(Reason.NotSupportedYet,
                    "spec.payload: " + spec.payload() + " is not supported yet by this version: use RFC822.");
        }
    }

    private static Rules rules(InboundMailboxSpec spec) throws MailFailure.Resolving {
        var moveRejected = spec.rejected().moveTo();
        try {
            return new Rules(start(spec.start()), spec.intervalDuration(), new ByteSize(spec.maxMessageBytes()),
                    settlement(spec.afterDelivery()), spec.rejected().attempts(),
                    moveRejected == null ? Settlement.NOTHING : new Settlement.Move(moveRejected));
        } catch (IllegalArgumentException e) {
            throw Resolution.invalid(e);
        }
    }

    private static Start start(HandlingSpec.Start spec) throws MailFailure.Resolving {
        return switch (spec.from()) {
            case Now -> new Start.Now();
            case Beginning -> new Start.Beginning();
            case Time -> new Start.Time(time(spec.time()));
        };
    }

    private static Instant time(@Nullable String text) throws MailFailure.Resolving {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant();
        } catch (DateTimeException e) {
            throw Resolution.failure(Reason.SpecInvalid,
                    "spec.start.time is no time such as 2026-01-31T08:00:00Z: correct it.");
        }
    }

    private static Settlement settlement(HandlingSpec.AfterDelivery spec) throws MailFailure.Resolving {
        return switch (spec.action()) {
            case None -> Settlement.NOTHING;
            case MarkRead -> new Settlement.MarkRead();
            case Delete -> new Settlement.Delete();
            case Move -> {
                var folder = spec.moveTo();
                if (folder == null) {
                    throw Resolution.failure(Reason.SpecInvalid,
                            "spec.afterDelivery.moveTo is missing: action: Move needs the folder that messages go to.");
                }
                yield new Settlement.Move(folder);
            }
        };
    }

    private static Instant createdAt(InboundMailbox resource) {
        return Instant.parse(resource.getMetadata().getCreationTimestamp());
    }
}
