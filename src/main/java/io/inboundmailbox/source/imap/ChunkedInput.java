package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.source.imap.Downloads.Part;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A large message as one stream, asked for in parts of some megabytes while it is read, so that it is never in memory
/// as a whole. Survives servers that answer with the whole message instead of a part (Exchange was seen to,
/// jakartaee/mail-api#370), and sizes that are not true: the end is where the server has no more.
final class ChunkedInput extends InputStream {
    /// Costs a round trip each, and is held in memory.
    static final int CHUNK = 4 << 20;

    private final Parts parts;
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    /// Of the next part.
    private long offset;
    private boolean last;
    private @Nullable Exception failure;

    /// Where parts come from.
    @FunctionalInterface
    interface Parts {
        /// The part at an offset; empty behind the end.
        Part at(long offset, int length) throws MailFailure, InterruptedException;
    }

    ChunkedInput(Part first, Parts rest) {
        this.parts = rest;
        take(first);
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, end - position);
        System.arraycopy(bytes, position, buffer, start, count);
        position += count;
        return count;
    }

    /// Throws what made reading fail, in its own form: the reader could only be given an [IOException].
    void rethrow() throws MailFailure, InterruptedException {
        switch (failure) {
            case MailFailure mail -> throw mail;
            case InterruptedException interrupt -> throw interrupt;
            case null, default -> {
                // It did not fail.
            }
        }
    }

    private boolean fill() throws IOException {
        if (position == end && !last) {
            take(next());
        }
        return position < end;
    }

    private Part next() throws IOException {
        try {
            return parts.at(offset, CHUNK);
        } catch (MailFailure | InterruptedException e) {
            failure = e;
            last = true;
            throw new IOException("the rest of the message cannot be read", e);
        }
    }

    private void take(Part part) {
        // Without the right origin it is the whole message from its first byte: what was read already is left out.
        var whole = part.origin() != offset;
        var known = whole ? (int) Math.min(offset, part.bytes().getCount()) : 0;
        bytes = part.bytes().getBytes();
        position = part.bytes().getStart() + known;
        end = part.bytes().getStart() + part.bytes().getCount();
        offset += end - position;
        last = whole || position == end;
    }
}
