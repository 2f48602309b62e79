package io.inboundmailbox.source.imap;

import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/// Folder names, from how the spec writes them to how a command does.
final class FolderName {
    private static final String INBOX = "INBOX";

    private FolderName() {}

    /// The name as the server knows it: `Inbox` in any case is INBOX (RFC 3501, section 5.1), everything else is exact;
    /// `/` becomes the server's own separator.
    static String onServer(String folder, char separator) {
        var slash = folder.indexOf('/');
        var first = slash < 0 ? folder : folder.substring(0, slash);
        var rest = slash < 0 ? "" : folder.substring(slash);
        var name = first.equalsIgnoreCase(INBOX) ? INBOX + rest : folder;
        return name.replace('/', separator);
    }

    /// The name as an argument: modified UTF-7 (RFC 3501, section 5.1.3) between quotes.
    static String argument(String name) {
        return quoted(BASE64MailboxEncoder.encode(name));
    }

    /// A quoted string (RFC 3501, section 4.3).
    static String quoted(String ascii) {
        return '"' + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
