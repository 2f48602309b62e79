package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/// The bytes of a message in the spool, until it is closed. Closing is idempotent and thread-safe; streams that are
/// open then fail or end.
public final class SpooledContent implements Content, AutoCloseable {
    private final Spool spool;
    private final Storage storage;
    private final long size;
    private final Hash sha256;
    private final AtomicBoolean closed = new AtomicBoolean();

    SpooledContent(Spool spool, Storage storage, long size, Hash sha256) {
        this.spool = spool;
        this.storage = storage;
        this.size = size;
        this.sha256 = sha256;
    }

    /// @throws IOException when the content was closed before
    @Override
    public InputStream open() throws IOException {
        if (closed.get()) {
            throw new IOException("the spooled message was released already");
        }
        return storage.open();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Hash sha256() {
        return sha256;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            storage.close();
            spool.add(-size);
        }
    }

    /// Where the bytes are.
    sealed interface Storage extends AutoCloseable permits Memory, SpoolFile {
        InputStream open() throws IOException;

        @Override
        void close();
    }

    static final class Memory implements Storage {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {}
    }
}
