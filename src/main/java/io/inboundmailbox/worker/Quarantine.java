package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;

/// Remembers, by reference, the messages that the sink will never take. Thread-safe.
public interface Quarantine {
    /// Writes the reference and returns once it is kept.
    ///
    /// @return false when it could not be kept; the message must then not be passed
    boolean keep(MessageRef message, Problem why) throws InterruptedException;
}
