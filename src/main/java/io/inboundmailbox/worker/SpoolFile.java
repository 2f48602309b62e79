package io.inboundmailbox.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A temporary file without a name. Not a [java.nio.channels.FileChannel]: an interrupt during a read would close it,
/// and the message would have to be downloaded again.
final class SpoolFile implements SpooledContent.Storage {
    private final Path path;
    private final RandomAccessFile file;

    private SpoolFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static SpoolFile create(Path directory, String prefix, String suffix) throws IOException {
        var path = Files.createTempFile(directory, prefix, suffix);
        try {
            var created = new SpoolFile(path, new RandomAccessFile(path.toFile(), "rw"));
            created.unlink();
            return created;
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    synchronized void append(byte[] bytes, int count) throws IOException {
        file.seek(file.length());
        file.write(bytes, 0, count);
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    /// Waits for a read that is under way: a file descriptor must not be closed under it.
    @Override
    public synchronized void close() {
        try (file) {
            unlink();
        } catch (IOException e) {
            // Nothing was to be written any more, and the name is gone or will be at the next start.
            return;
        }
    }

    private synchronized int read(long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, length);
    }

    private void unlink() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Some platforms cannot delete what is open; then it goes when it is closed or at the next start.
            return;
        }
    }

    /// Has a position of its own, so that a reader that was given up does not disturb the next one.
    private final class Reader extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            var count = SpoolFile.this.read(position, bytes, offset, length);
            position += Math.max(0, count);
            return count;
        }
    }
}
