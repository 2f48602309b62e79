package io.inboundmailbox.source.imap;

import io.inboundmailbox.source.imap.Trouble.Answer;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.jspecify.annotations.Nullable;

/// The folders of one connection, found by the names that the spec uses.
final class Folders {
    private final ImapConnection connection;
    private @Nullable Character separator;

    Folders(ImapConnection connection) {
        this.connection = connection;
    }

    /// Opens a folder, also one that is open: what the server counts is fresh then.
    ///
    /// @throws Trouble.FolderMissing when the server does not know it; a refusal for another reason stays a refusal
    void open(String folder, Instant now) throws Trouble {
        var name = onServer(folder);
        var state = new FolderState(now);
        connection.entering(state);
        try {
            connection.command("SELECT " + FolderName.argument(name));
        } catch (Trouble.Refused e) {
            if (e.answer() == Answer.NO && lacks(name, e.text())) {
                throw new Trouble.FolderMissing(folder);
            }
            throw e;
        }
        if (state.uidValidity() <= 0) {
            throw new Trouble.Mismatched(Lack.UIDVALIDITY);
        }
    }

    /// The argument that names a folder in a command.
    String argument(String folder) throws Trouble {
        return FolderName.argument(onServer(folder));
    }

    /// Whether the mailbox has no such folder.
    boolean lacks(String folder) throws Trouble {
        return lacks(onServer(folder), "");
    }

    private boolean lacks(String name, String refusal) throws Trouble {
        if (ResponseCode.starts(refusal, "NONEXISTENT")) {
            return true;
        }
        return list(FolderName.argument(name)).stream()
                .noneMatch(info -> info.canOpen && (name.equals(info.name) || (isInbox(name) && isInbox(info.name))));
    }

    private static boolean isInbox(String name) {
        return name.equalsIgnoreCase("INBOX");
    }

    private String onServer(String folder) throws Trouble {
        if (folder.indexOf('/') < 0) {
            return FolderName.onServer(folder, '/');
        }
        if (separator == null) {
            // An empty pattern asks for the separator alone (RFC 3501, section 6.3.8).
            separator = list("\"\"").stream().findFirst().map(info -> info.separator).orElse('/');
        }
        return FolderName.onServer(folder, separator);
    }

    private List<ListInfo> list(String pattern) throws Trouble {
        var found = new ArrayList<ListInfo>();
        connection.command("LIST \"\" " + pattern, response -> {
            if (response.keyEquals("LIST")) {
                add(response, found);
            }
        });
        return found;
    }

    private static void add(IMAPResponse response, List<ListInfo> found) {
        try {
            found.add(new ListInfo(response));
        } catch (ParsingException | IndexOutOfBoundsException e) {
            // A line that names no folder we could ask for.
        }
    }
}
