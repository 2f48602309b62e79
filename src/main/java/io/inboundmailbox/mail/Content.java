package io.inboundmailbox.mail;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a message as the mail server sent them. Can be read as often as needed, by one thread at a time.
public interface Content {
    /// A new stream from the first byte; the caller closes it.
    InputStream open() throws IOException;

    /// The number of bytes, counted while they were read, not as the server stated it.
    long size();

    /// The digest of all the bytes.
    Hash sha256();
}
