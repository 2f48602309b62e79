package io.inboundmailbox.source.imap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/// The Message-ID fields of messages whose bytes are not wanted: only needed when a folder was numbered anew.
final class MessageIds {
    private MessageIds() {}

    /// By UID; those without one are missing.
    ///
    /// @param uids in ascending order
    static Map<Long, String> fetch(ImapConnection connection, long[] uids) throws Trouble {
        var found = new HashMap<Long, String>();
        for (var set : UidSet.of(uids)) {
            connection.command("UID FETCH " + set + " (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])", response -> {
                if (response instanceof FetchResponse fetched) {
                    add(fetched, found);
                }
            });
        }
        return found;
    }

    private static void add(FetchResponse fetched, Map<Long, String> found) {
        var uid = fetched.getItem(UID.class);
        var header = fetched.getItem(BODY.class);
        var bytes = header == null ? null : header.getByteArray();
        if (uid != null && bytes != null) {
            var id = parse(new String(bytes.getNewBytes(), StandardCharsets.ISO_8859_1));
            if (id != null) {
                found.put(uid.uid, id);
            }
        }
    }

    /// The identifier with its angle brackets out of a header field that may be folded.
    static @Nullable String parse(String field) {
        var open = field.indexOf('<');
        var close = field.indexOf('>', open + 1);
        return open < 0 || close < 0 ? null : field.substring(open, close + 1).replaceAll("\\s", "");
    }
}
