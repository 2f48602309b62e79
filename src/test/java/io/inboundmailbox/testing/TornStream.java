package io.inboundmailbox.testing;

import java.io.IOException;
import java.io.InputStream;

/// Gives some bytes, then fails, however often it is read.
public final class TornStream extends InputStream {
    private final String message;
    private int left;

    public TornStream(int bytes, String message) {
        this.left = bytes;
        this.message = message;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            throw new IOException(message);
        }
        left--;
        return 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        buffer[offset] = (byte) read();
        return 1;
    }
}
