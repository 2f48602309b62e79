package io.inboundmailbox.mail;

import java.time.Instant;

/// Where reading stopped in one mailbox. Everything before it was accepted by the sink or put into quarantine. Opaque
/// outside the adapter that made it, but for the two things that survive a reset of the server's numbering.
public sealed interface Cursor {
    /// The latest time of arrival that was passed; after a reset reading starts from here, minus an overlap.
    Instant watermark();

    /// What was delivered lately, so that the overlap repeats nothing.
    Recent recent();

    /// Position in an IMAP folder (RFC 9051, section 2.3.1.1): all UIDs up to and including `uid` were passed.
    record ImapCursor(long uidValidity, long uid, Instant watermark, Recent recent) implements Cursor {
        public ImapCursor {
            if (uidValidity <= 0 || uid < 0) {
                throw new IllegalArgumentException("uidValidity must be positive and uid not negative");
            }
        }
    }
}
