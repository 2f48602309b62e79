package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.source.Receiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/// Downloads bytes. Never sets \Seen.
final class Downloads {
    private Downloads() {}

    /// Some messages in one round trip (a few when there are very many), handed on one by one as they come.
    ///
    /// @param wanted by UID; what was received is removed
    static void whole(ImapConnection connection, SortedMap<Long, MessageRef> wanted, Receiver receiver)
            throws Trouble, IOException {
        for (var set : UidSet.of(uids(wanted))) {
            connection.<IOException>command("UID FETCH " + set + " (UID BODY.PEEK[])", response -> {
                if (response instanceof FetchResponse fetched) {
                    receive(fetched, wanted, receiver);
                }
            });
        }
    }

    /// A part of a message, or what the server sends instead.
    ///
    /// @param bytes the bytes
    /// @param origin the offset that the server says they have, or -1 when it says none: it sent the whole message then
    record Part(ByteArray bytes, int origin) {}

    /// A part of a large message; null when the server does not show it.
    static @Nullable Part part(ImapConnection connection, long uid, long offset, int length) throws Trouble {
        var parts = new ArrayList<Part>(1);
        connection.command("UID FETCH " + uid + " (UID BODY.PEEK[]<" + offset + "." + length + ">)", response -> {
            if (response instanceof FetchResponse fetched) {
                var body = body(fetched);
                if (body != null && isOf(fetched, uid)) {
                    var bytes = body.getByteArray();
                    parts.add(new Part(bytes == null ? new ByteArray(0) : bytes, body.getOrigin()));
                }
            }
        });
        return parts.isEmpty() ? null : parts.getFirst();
    }

    static long[] uids(SequencedMap<Long, ?> messages) {
        return messages.sequencedKeySet().stream().mapToLong(Long::longValue).toArray();
    }

    private static void receive(FetchResponse fetched, SortedMap<Long, MessageRef> wanted, Receiver receiver)
            throws IOException {
        var uid = fetched.getItem(UID.class);
        var body = body(fetched);
        var bytes = body == null ? null : body.getByteArrayInputStream();
        if (uid == null || bytes == null) {
            return;
        }
        var message = wanted.remove(uid.uid);
        if (message != null) {
            receiver.receive(message, bytes);
        }
    }

    private static boolean isOf(FetchResponse fetched, long uid) {
        var item = fetched.getItem(UID.class);
        return item != null && item.uid == uid;
    }

    private static @Nullable BODY body(FetchResponse fetched) {
        var body = fetched.getItem(BODY.class);
        return body != null && body.getSection().isEmpty() ? body : null;
    }
}
