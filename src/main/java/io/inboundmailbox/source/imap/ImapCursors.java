package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How cursors move. Pure functions.
final class ImapCursors {
    private ImapCursors() {}

    /// Past a message that was delivered.
    static ImapCursor past(Position before, MailMessage message) {
        return at(before, ImapReference.of(message.ref()), message.ref().receivedAt(),
                recent(before).with(message.fingerprint()));
    }

    /// Past a message that was not read.
    static ImapCursor past(Position before, MessageRef message) {
        return at(before, ImapReference.of(message), message.receivedAt(), recent(before));
    }

    /// Past an answer whose messages were all dealt with.
    static ImapCursor end(Position before, Found found) {
        if (!(found.end() instanceof ImapEnd(var uidValidity, var uid))) {
            throw new IllegalArgumentException("found by another adapter");
        }
        return at(before, new ImapReference(uidValidity, uid), null, recent(before));
    }

    private static ImapCursor at(Position before, ImapReference reference, @Nullable Instant receivedAt,
            Recent recent) {
        var passed = watermark(before);
        return new ImapCursor(reference.uidValidity(), Math.max(reference.uid(), uid(before, reference.uidValidity())),
                receivedAt != null && receivedAt.isAfter(passed) ? receivedAt : passed, recent);
    }

    private static long uid(Position before, long uidValidity) {
        return before instanceof Position.After(ImapCursor cursor) && cursor.uidValidity() == uidValidity
                ? cursor.uid()
                : 0;
    }

    private static Instant watermark(Position before) {
        return switch (before) {
            case Position.After(var cursor) -> cursor.watermark();
            case Position.Since(var instant) -> instant;
        };
    }

    private static Recent recent(Position before) {
        return switch (before) {
            case Position.After(var cursor) -> cursor.recent();
            case Position.Since _ -> Recent.NONE;
        };
    }
}
