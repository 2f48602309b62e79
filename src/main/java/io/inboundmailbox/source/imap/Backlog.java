package io.inboundmailbox.source.imap;

import org.jspecify.annotations.Nullable;

/// What a look found and nobody has asked for yet: a mailbox with a hundred thousand messages is not searched anew for
/// each portion, and what was left out for its date or because it was delivered before a reset stays left out.
final class Backlog {
    private final long uidValidity;
    private final long from;
    private final long[] uids;
    private final long upTo;

    /// @param uidValidity the folder's numbering
    /// @param from below this UID it knows nothing
    /// @param uids those to deliver, in ascending order
    /// @param upTo everything up to here was looked at
    Backlog(long uidValidity, long from, long[] uids, long upTo) {
        this.uidValidity = uidValidity;
        this.from = from;
        this.uids = uids;
        this.upTo = upTo;
    }

    /// What is left of it behind a UID, or null when it does not tell about what comes behind that.
    @Nullable
    Backlog behind(long numbering, long uid) {
        return numbering == uidValidity && uid >= from && uid < upTo
                ? new Backlog(uidValidity, uid, UidSet.above(uid, uids), upTo)
                : null;
    }

    long uidValidity() {
        return uidValidity;
    }

    long[] uids() {
        return uids;
    }

    long upTo() {
        return upTo;
    }
}
