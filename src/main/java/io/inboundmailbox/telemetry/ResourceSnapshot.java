package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.ResourceKey;
import java.util.Map;
import java.util.Set;

/// What the series of one resource show besides what its mailboxes report.
///
/// @param resource which one
/// @param cloud the value of `spec.cloud`
/// @param service who runs the mail server
/// @param conditions the conditions of its status by type; one that is absent has no series
/// @param suspended `spec.suspend`
/// @param mailboxes all that the spec names, suspended or not; reports of others are dropped
public record ResourceSnapshot(ResourceKey resource, Protocol protocol, String cloud, SinkKind sink, Service service,
        Map<String, ConditionState> conditions, boolean suspended, Set<Mailbox> mailboxes) {
    public ResourceSnapshot {
        conditions = Map.copyOf(conditions);
        mailboxes = Set.copyOf(mailboxes);
    }

    /// Label `service`; the names are its values.
    public enum Service {
        ExchangeOnline,
        Other
    }

    /// The status of a condition; the names are those of Kubernetes, so that `valueOf` reads them.
    public enum ConditionState {
        True(1),
        False(0),
        Unknown(-1);

        private final int number;

        ConditionState(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    boolean isReady() {
        return conditions.get("Ready") == ConditionState.True;
    }
}
