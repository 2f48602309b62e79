package io.inboundmailbox.worker;

import io.inboundmailbox.plan.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the bytes of messages between download and delivery: small ones in memory, larger ones in temporary files.
/// Counts and hashes them on the way. Thread-safe.
///
/// A file has a name that nobody can guess, is readable by its owner only, and loses its name as soon as it is open
/// (where the platform allows that), so that even a process that is killed leaves nothing behind.
public final class Spool {
    private static final ByteSize USUAL_THRESHOLD = new ByteSize(256 << 10);
    private static final String PREFIX = "inbound-mailbox-";
    private static final String SUFFIX = ".spool";

    private final Path directory;
    private final int threshold;
    private final AtomicLong held = new AtomicLong();

    /// A spool that keeps up to 256 KiB of a message in memory.
    ///
    /// @param directory where files go; created when missing; what an earlier process left there is deleted
    /// @throws IOException when the directory cannot be used
    public Spool(Path directory) throws IOException {
        this(directory, USUAL_THRESHOLD);
    }

    Spool(Path directory, ByteSize threshold) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.threshold = Math.max(1, Math.toIntExact(threshold.bytes()));
        try (var leftovers = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (var leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /// Reads a stream to its end and keeps what it held until the content is closed. On failure nothing is kept.
    ///
    /// @param bytes read, not closed
    /// @param limit the largest size that is taken
    /// @throws TooLargeException when more than `limit` came; the rest of the stream is not read
    /// @throws IOException from the stream, or because the file cannot be written (such as on a full disk)
    public SpooledContent take(InputStream bytes, ByteSize limit) throws IOException, TooLargeException {
        var intake = new Intake(this, threshold, limit);
        try {
            return intake.read(bytes);
        } catch (IOException | TooLargeException | RuntimeException e) {
            intake.abandon();
            throw e;
        }
    }

    /// The bytes held now, in memory and in files, those included that are still being taken.
    public long bytes() {
        return held.get();
    }

    void add(long count) {
        held.addAndGet(count);
    }

    SpoolFile file() throws IOException {
        return SpoolFile.create(directory, PREFIX, SUFFIX);
    }

    /// More bytes came than are allowed. Ends this message, not the download of others: hence no [IOException].
    public static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLargeException(ByteSize limit) {
            super("the message is larger than " + limit.bytes() + " bytes");
        }
    }
}
