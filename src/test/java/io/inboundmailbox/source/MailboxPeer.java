package io.inboundmailbox.source;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.SourceSettings;
import java.time.Instant;
import java.util.List;

/// The other side of the mailbox in [MailSourceContract]: what its server, its senders and its owner do.
public interface MailboxPeer extends AutoCloseable {
    /// The mailbox, empty at first; every peer has one of its own.
    Mailbox mailbox();

    SourceSettings settings();

    MailSources sources();

    /// Somebody sends a message.
    void deliver(byte[] message);

    /// A message is put in with a time of arrival in the past.
    void deliver(byte[] message, Instant receivedAt);

    /// The bytes of the messages as the server keeps them, read by another client, in the order of the folder.
    List<byte[]> kept();

    /// The owner reads everything.
    void readAll();

    /// The owner deletes everything.
    void removeAll();

    /// The server loses its numbering and counts anew.
    void renumber();

    void createFolder(String folder);

    int count(String folder);

    int unread();

    @Override
    void close();
}
