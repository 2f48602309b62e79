package io.inboundmailbox.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that was found, before its bytes are read.
///
/// @param mailbox where it lies
/// @param reference the protocol's own stable name for it: `UIDVALIDITY/UID` by IMAP, the immutable id by Graph, the
///     ItemId without change key by EWS
/// @param receivedAt when the server took it in (IMAP INTERNALDATE), or null where the server does not say
/// @param statedSize bytes as the server states them before the download; an estimate (Exchange), never a truth
public record MessageRef(Mailbox mailbox, String reference, @Nullable Instant receivedAt, long statedSize) {

    /// The CloudEvents id: the same for every delivery of the same message, whatever crashed in between.
    public String eventId() {
        return Hash.of(mailbox.key() + "|" + reference).hex().substring(0, 40);
    }
}
