package io.inboundmailbox.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of one mailbox beside the cursor itself, across restarts and hand-overs.
///
/// @param startAt the instant from which mail is delivered where there is no cursor; null until it was decided
/// @param cursor where reading stopped; null before the first message or the first empty poll
/// @param delivered messages accepted by the sink since the resource was first seen
/// @param quarantined messages put into quarantine since then
/// @param lastMessageAt when the newest message that the sink has accepted had arrived in the mailbox
public record Progress(@Nullable Instant startAt, @Nullable Cursor cursor, long delivered, long quarantined,
        @Nullable Instant lastMessageAt) {
    public static final Progress NONE = new Progress(null, null, 0, 0, null);

    public Progress startingAt(Instant instant) {
        return new Progress(instant, cursor, delivered, quarantined, lastMessageAt);
    }

    public Progress at(Cursor next) {
        return new Progress(startAt, next, delivered, quarantined, lastMessageAt);
    }

    /// One more message was accepted.
    ///
    /// @param receivedAt when it had arrived
    public Progress delivered(Cursor next, Instant receivedAt) {
        var newest = lastMessageAt != null && lastMessageAt.isAfter(receivedAt) ? lastMessageAt : receivedAt;
        return new Progress(startAt, next, delivered + 1, quarantined, newest);
    }

    public Progress quarantined(Cursor next) {
        return new Progress(startAt, next, delivered, quarantined + 1, lastMessageAt);
    }
}
