package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailboxSpec;
import io.inboundmailbox.api.ServerSpec;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.plan.SourceSettings;
import org.jspecify.annotations.Nullable;

/// From `spec.cloud`, `spec.server` and `spec.credentials` to how the mailboxes are reached.
final class SourceResolver {
    private static final int IMAPS = 993;

    private final @Nullable Cloud customCloud;
    private final HostList tokenHosts;

    SourceResolver(@Nullable Cloud customCloud, HostList tokenHosts) {
        this.customCloud = customCloud;
        this.tokenHosts = tokenHosts;
    }

    SourceSettings resolve(InboundMailboxSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var cloud = cloud(spec.cloud());
        var credentials = CredentialsResolver.resolve(spec.credentials(), cloud, objects);
        var server = spec.server();
        return server == null
                ? new SourceSettings(Protocol.IMAP, cloud.exchangeHost(), cloud.exchangePort(IMAPS),
                        SourceSettings.Tls.Implicit, cloud.trust(), credentials)
                : named(server, cloud, credentials, objects);
    }

    private SourceSettings named(ServerSpec server, Cloud cloud, Credentials credentials, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        if (credentials instanceof Credentials.ClientSecret) {
            mayBeGivenTokens(server.host(), cloud);
        }
        var trust = objects.caBundle("spec.server.caBundle", server.caBundle());
        return new SourceSettings(Protocol.IMAP, server.host(), server.imapPort(), tls(server.tls()),
                trust == null ? cloud.trust() : trust, credentials);
    }

    /// A token opens every mailbox that the application may read: it goes to nobody else, whatever a resource says.
    private void mayBeGivenTokens(String host, Cloud cloud) throws MailFailure.Resolving {
        if (!cloud.isExchange(host) && !tokenHosts.names(host)) {
            throw Resolution.failure(Reason.EgressRefused, "spec.server.host: " + host + " would be given a token of "
                    + "Entra ID, but is not the mail server of cloud " + cloud.name() + ". Remove spec.server if the "
                    + "mailbox is there; otherwise the installer of the operator must list the host in "
                    + "INBOUNDMAILBOX_TOKEN_HOSTS.");
        }
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
}
