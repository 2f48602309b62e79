package io.inboundmailbox.sink;

import io.inboundmailbox.mail.MailMessage;
import java.io.IOException;

/// Where messages are handed over. Thread-safe: one sink may serve many mailboxes.
public interface MailSink extends AutoCloseable {
    /// Hands one message over and waits for the answer. The same message may come again; its
    /// [io.inboundmailbox.mail.MessageRef#eventId()] is then the same. Every failure of the other side is a [Verdict].
    ///
    /// @throws IOException only when the message's own content cannot be read
    Verdict deliver(MailMessage message) throws IOException, InterruptedException;

    @Override
    void close();
}
