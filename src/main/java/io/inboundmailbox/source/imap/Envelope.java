package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MessageRef;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/// What is known of a message before its bytes.
///
/// @param uid its UID
/// @param receivedAt its INTERNALDATE, if the server told it
/// @param size its RFC822.SIZE, an estimate with Exchange; 0 if the server did not tell it
record Envelope(long uid, @Nullable Instant receivedAt, long size) {
    /// Asks for those of some messages.
    ///
    /// @param uids in ascending order
    /// @return in ascending order of UIDs; those that the server did not show are missing
    static Collection<Envelope> fetch(ImapConnection connection, long[] uids) throws Trouble {
        var found = new TreeMap<Long, Envelope>();
        for (var set : UidSet.of(uids)) {
            connection.command("UID FETCH " + set + " (UID INTERNALDATE RFC822.SIZE)", response -> {
                // Flag changes come in between, with or without a UID: only an answer with its date or size is ours.
                var envelope = response instanceof FetchResponse fetched ? of(fetched) : null;
                if (envelope != null) {
                    found.put(envelope.uid(), envelope);
                }
            });
        }
        return found.values();
    }

    /// As a reference to the message.
    MessageRef ref(Mailbox mailbox, long uidValidity) {
        return new MessageRef(mailbox, new ImapReference(uidValidity, uid).toString(), receivedAt, size);
    }

    private static @Nullable Envelope of(FetchResponse fetched) {
        var uid = fetched.getItem(UID.class);
        var date = fetched.getItem(INTERNALDATE.class);
        var size = fetched.getItem(RFC822SIZE.class);
        if (uid == null || (date == null && size == null)) {
            return null;
        }
        return new Envelope(uid.uid, date == null ? null : date.getDate().toInstant(),
                size == null ? 0 : Math.max(0, size.size));
    }
}
