package io.inboundmailbox.testing;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Contents for tests: given, or generated while they are read, so that a big one needs no memory.
public record TestContent(Supplier<InputStream> bytes, long size, Hash sha256) implements Content {

    public static TestContent of(byte[] bytes) {
        return new TestContent(() -> new ByteArrayInputStream(bytes), bytes.length,
                Hash.of(Hash.digest().digest(bytes)));
    }

    /// The octets of a text whose characters are all below U+0100.
    public static TestContent of(String octets) {
        return of(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Arbitrary octets, the same for the same seed.
    public static TestContent generated(long size, long seed) {
        var digest = Hash.digest();
        var buffer = new byte[8192];
        try (var bytes = new Generated(size, seed)) {
            for (var count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestContent(() -> new Generated(size, seed), size, Hash.of(digest.digest()));
    }

    @Override
    public InputStream open() {
        return bytes.get();
    }

    /// A function of the position, so that it does not matter in which portions it is read.
    private static final class Generated extends InputStream {
        private final byte[] pattern = new byte[(1 << 16) + 1];
        private final long size;
        private long position;

        Generated(long size, long seed) {
            new SplittableRandom(seed).nextBytes(pattern);
            this.size = size;
        }

        @Override
        public int read() {
            return position < size ? pattern[(int) (position++ % pattern.length)] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position >= size) {
                return -1;
            }
            var start = (int) (position % pattern.length);
            var count = (int) Math.min(Math.min(length, pattern.length - start), size - position);
            System.arraycopy(pattern, start, buffer, offset, count);
            position += count;
            return count;
        }
    }
}
