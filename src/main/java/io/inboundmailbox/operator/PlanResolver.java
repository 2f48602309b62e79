package io.inboundmailbox.operator;

import io.inboundmailbox.api.Annotations;
import io.inboundmailbox.api.HandlingSpec;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxSpec;
import io.inboundmailbox.api.ServerSpec;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.Start;
import io.inboundmailbox.plan.WorkerPlan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a resource and the objects it names to a plan. Memory only.
final class PlanResolver {
    private static final int IMAPS = 993;

    private final @Nullable Cloud customCloud;

    /// @param customCloud the installer's hosts behind `cloud: Custom`; null when there are none
    PlanResolver(@Nullable Cloud customCloud) {
        this.customCloud = customCloud;
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
        var source = source(spec, objects);
        var sink = SinkResolver.resolve(spec.sink(), objects);
        var mailboxes = spec.suspend() ? List.<Mailbox>of()
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

    private SourceSettings source(InboundMailboxSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var cloud = cloud(spec.cloud());
        var credentials = CredentialsResolver.resolve(spec.credentials(), cloud, objects);
        var server = spec.server();
        if (server == null) {
            var host = cloud.exchange();
            var colon = host.indexOf(':');
            return new SourceSettings(Protocol.IMAP, colon < 0 ? host : host.substring(0, colon),
                    colon < 0 ? IMAPS : Integer.parseInt(host.substring(colon + 1)), SourceSettings.Tls.Implicit,
                    cloud.trust(), credentials);
        }
        return new SourceSettings(Protocol.IMAP, server.host(), server.imapPort(), tls(server.tls()),
                objects.caBundle("spec.server.caBundle", server.caBundle()), credentials);
    }

    private Cloud cloud(InboundMailboxSpec.Cloud cloud) throws MailFailure.Resolving {
        return switch (cloud) {
            case Global -> Cloud.GLOBAL;
            case USGovernment -> Cloud.US_GOVERNMENT;
            case USGovernmentDoD -> Cloud.US_GOVERNMENT_DOD;
            case China -> Cloud.CHINA;
            case Custom -> {
                if (customCloud == null) {
                    throw Resolution.failure(Reason.CloudNotConfigured, "spec.cloud: Custom needs hosts that the "
                            + "installer has not configured: set INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY and its "
                            + "siblings, or choose another cloud.");
                }
                yield customCloud;
            }
        };
    }

    private static SourceSettings.Tls tls(ServerSpec.Tls tls) {
        return switch (tls) {
            case Implicit -> SourceSettings.Tls.Implicit;
            case StartTLS -> SourceSettings.Tls.StartTLS;
            case None -> SourceSettings.Tls.None;
        };
    }

    private static Rules rules(InboundMailboxSpec spec) throws MailFailure.Resolving {
        var moveRejected = spec.rejected().moveTo();
        return new Rules(start(spec.start()), spec.intervalDuration(), new ByteSize(spec.maxMessageBytes()),
                settlement(spec.afterDelivery()), spec.rejected().attempts(),
                moveRejected == null ? Settlement.NOTHING : new Settlement.Move(moveRejected));
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
