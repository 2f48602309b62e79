package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.MessageRef;

/// The name of a message that never means another one (RFC 3501, section 2.3.1.1).
record ImapReference(long uidValidity, long uid) {
    /// From what this adapter wrote into a reference.
    static ImapReference of(MessageRef message) {
        var slash = message.reference().indexOf('/');
        return new ImapReference(Long.parseLong(message.reference(), 0, slash, 10),
                Long.parseLong(message.reference(), slash + 1, message.reference().length(), 10));
    }

    @Override
    public String toString() {
        return uidValidity + "/" + uid;
    }
}
