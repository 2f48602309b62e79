package io.inboundmailbox.source;

import io.inboundmailbox.mail.MessageRef;
import java.io.IOException;
import java.io.InputStream;

/// Takes the bytes of messages while they are downloaded.
@FunctionalInterface
public interface Receiver {
    /// Called once per message, in any order, on the thread that called [MailSource#fetch].
    ///
    /// @param message one of those that were asked for
    /// @param bytes exactly what the server sent; need not be read to the end, and is worth nothing after the return
    /// @throws IOException when the bytes cannot be stored; ends the fetch
    void receive(MessageRef message, InputStream bytes) throws IOException;
}
