package io.inboundmailbox.demo;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// A message as it lies in the mailbox.
final class Sample {
    private final String name;
    private final boolean read;
    private final byte[] octets;

    /// @param name what it is an example of
    /// @param read whether a person opens it before the operator sees it
    /// @param octets the message; kept, not copied
    Sample(String name, boolean read, byte[] octets) {
        this.name = name;
        this.read = read;
        this.octets = octets;
    }

    String name() {
        return name;
    }

    boolean read() {
        return read;
    }

    int size() {
        return octets.length;
    }

    InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public String toString() {
        return name;
    }
}
