package io.inboundmailbox.status;

import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.MailboxReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that the status of one resource is computed from.
///
/// @param generation the generation of the spec
/// @param previous the status as it stands; null where there is none
/// @param references whether what the spec names was found
/// @param mailboxes how many mailboxes the spec names
/// @param reports what the workers know, in the order of the spec; empty while none runs
/// @param suspended `spec.suspend`
/// @param controller this installation
/// @param tokenKind the kind of credential that buys tokens; null with passwords
/// @param sinkUri where messages go, without a query; null where the sink has no address
/// @param fetchRequest the annotation `fetch-requested-at`, or null
/// @param now the time
public record Observation(long generation, @Nullable InboundMailboxStatus previous, References references,
        int mailboxes, List<MailboxReport> reports, boolean suspended, String controller, @Nullable String tokenKind,
        @Nullable String sinkUri, @Nullable String fetchRequest, Instant now) {
    public Observation {
        reports = List.copyOf(reports);
    }
}
