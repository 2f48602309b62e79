package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.plan.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The taking of one message: a buffer that grows up to the threshold and is written out as a whole when it is full.
/// Used once, by one thread.
final class Intake {
    private static final int FIRST_BUFFER = 8 << 10;

    private final Spool spool;
    private final int threshold;
    private final ByteSize limit;
    private final MessageDigest digest = Hash.digest();
    private byte[] buffer;
    private int filled;
    private long size;
    private @Nullable SpoolFile file;

    Intake(Spool spool, int threshold, ByteSize limit) {
        this.spool = spool;
        this.threshold = threshold;
        this.limit = limit;
        this.buffer = new byte[Math.min(FIRST_BUFFER, threshold)];
    }

    SpooledContent read(InputStream bytes) throws IOException, Spool.TooLargeException {
        for (var count = bytes.read(buffer, filled, buffer.length - filled); count >= 0; count = bytes.read(buffer,
                filled, buffer.length - filled)) {
            digest.update(buffer, filled, count);
            filled += count;
            size += count;
            spool.add(count);
            if (size > limit.bytes()) {
                throw new Spool.TooLargeException(limit);
            }
            makeRoom();
        }
        return new SpooledContent(spool, storage(), size, Hash.of(digest.digest()));
    }

    void abandon() {
        spool.add(-size);
        if (file != null) {
            file.close();
        }
    }

    private void makeRoom() throws IOException {
        if (filled < buffer.length) {
            return;
        }
        if (buffer.length < threshold) {
            buffer = Arrays.copyOf(buffer, Math.min(threshold, 2 * buffer.length));
        } else {
            writeOut();
        }
    }

    private SpoolFile writeOut() throws IOException {
        if (file == null) {
            file = spool.file();
        }
        file.append(buffer, filled);
        filled = 0;
        return file;
    }

    private SpooledContent.Storage storage() throws IOException {
        if (file != null) {
            return writeOut();
        }
        return new SpooledContent.Memory(filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled));
    }
}
