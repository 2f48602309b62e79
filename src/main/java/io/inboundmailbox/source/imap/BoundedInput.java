package io.inboundmailbox.source.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends a connection whose server sends an endless line or announces an absurd literal, before Angus allocates what was
/// announced: it sizes its buffer by the announcement.
final class BoundedInput extends FilterInputStream {
    /// The UIDs of two million messages fit.
    static final int LONGEST_LINE = 16 << 20;
    /// The largest message that Exchange can be configured for is 150 MB, and base64 is a part of that.
    static final long LARGEST_LITERAL = 256L << 20;

    private long lineLength;
    private long literalLeft;
    /// The number after `{` so far, or -1 outside of braces.
    private long announced = -1;
    /// Whether the brace was closed.
    private boolean closed;
    private byte last;

    BoundedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var b = super.read();
        if (b >= 0) {
            see((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        var i = 0;
        while (i < count) {
            if (literalLeft > 0) {
                var skipped = (int) Math.min(literalLeft, count - i);
                literalLeft -= skipped;
                i += skipped;
            } else {
                see(buffer[offset + i++]);
            }
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void see(byte b) throws IOException {
        if (literalLeft > 0) {
            literalLeft--;
            return;
        }
        if (++lineLength > LONGEST_LINE) {
            throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
        }
        if (b == '\n' && last == '\r') {
            endOfLine();
        } else {
            braces(b);
        }
        last = b;
    }

    /// Follows `{`, digits, `}` up to the end of the line.
    private void braces(byte b) {
        if (b == '{') {
            announced = 0;
            closed = false;
        } else if (b == '}' && announced >= 0 && !closed) {
            closed = true;
        } else if (b != '\r' || !closed) {
            announced = announced >= 0 && !closed && isDigit(b)
                    ? Math.min(announced * 10 + (b - '0'), Integer.MAX_VALUE)
                    : -1;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void endOfLine() throws IOException {
        if (closed && announced > LARGEST_LITERAL) {
            throw new IOException("a literal of more than " + LARGEST_LITERAL + " bytes is announced");
        }
        if (closed && announced > 0) {
            literalLeft = announced;
        } else {
            lineLength = 0;
        }
        announced = -1;
        closed = false;
    }
}
