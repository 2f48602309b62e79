package io.inboundmailbox.source.imap;

import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.source.imap.Trouble.Answer;

/// Marks, moves and deletes single messages. Never says a plain EXPUNGE, which takes away what other clients marked.
final class Settling {
    private Settling() {}

    /// Settles a message; one that is gone is settled.
    static void settle(Session session, long uid, Settlement settlement) throws Trouble {
        try {
            switch (settlement) {
                case Settlement.Nothing _ -> {
                    // The mailbox is left as it is.
                }
                case Settlement.MarkRead _ -> flag(session.connection(), uid, "\\Seen");
                case Settlement.Move(var folder) -> move(session, uid, folder);
                case Settlement.Delete _ -> delete(session.connection(), uid);
            }
        } catch (Trouble.Refused e) {
            // RFC 3501 lets commands with UIDs that do not exist succeed, but not every server reads it so.
            if (e.answer() == Answer.BYE || Lookout.existing(session.connection(), new long[]{uid}).length > 0) {
                throw e;
            }
        }
    }

    private static void move(Session session, long uid, String folder) throws Trouble {
        var connection = session.connection();
        var target = session.folders().argument(folder);
        try {
            if (connection.capabilities().has("MOVE")) {
                connection.command("UID MOVE " + uid + " " + target);
            } else {
                connection.command("UID COPY " + uid + " " + target);
                delete(connection, uid);
            }
        } catch (Trouble.Refused e) {
            if (e.answer() == Answer.NO && (ResponseCode.starts(e.text(), "TRYCREATE")
                    || session.folders().lacks(folder))) {
                throw new Trouble.FolderMissing(folder);
            }
            throw e;
        }
    }

    private static void delete(ImapConnection connection, long uid) throws Trouble {
        flag(connection, uid, "\\Deleted");
        if (connection.capabilities().has("UIDPLUS")) {
            connection.command("UID EXPUNGE " + uid);
        }
    }

    private static void flag(ImapConnection connection, long uid, String flag) throws Trouble {
        connection.command("UID STORE " + uid + " +FLAGS.SILENT (" + flag + ")");
    }
}
