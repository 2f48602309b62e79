package io.inboundmailbox.source;

import io.inboundmailbox.mail.Cursor;
import java.time.Instant;

/// From where to look for messages.
public sealed interface Position {
    /// Behind a cursor.
    record After(Cursor cursor) implements Position {}

    /// There is no cursor yet: everything that arrived at this instant or later.
    record Since(Instant instant) implements Position {}
}
