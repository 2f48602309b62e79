package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.mail.Content;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// The body of one request: a content of known length, read chunk by chunk as the connection takes it. Knows when the
/// last chunk was handed to the connection, and whether it was the content that failed, not the connection.
final class Body implements BodyPublisher, AutoCloseable {
    private final Content content;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private volatile @Nullable InputStream open;
    private volatile @Nullable IOException unreadable;

    Body(Content content) {
        this.content = content;
        if (content.size() == 0) {
            sent.complete(null); // The client never subscribes to an empty body.
        }
    }

    /// Completes when all bytes were handed to the connection, not when the other side has read them.
    CompletableFuture<Void> sent() {
        return sent;
    }

    /// Whether there was a connection that asked for the body. Always true of an empty one.
    boolean started() {
        return open != null || sent.isDone();
    }

    /// Fails when the content itself could not be read.
    void requireReadable() throws IOException {
        var failure = unreadable;
        if (failure != null) {
            throw new IOException("the content of the message cannot be read", failure);
        }
    }

    @Override
    public long contentLength() {
        return content.size();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        BodyPublishers.ofInputStream(this::opened).subscribe(new Listening(subscriber));
    }

    /// The client closes the stream at its end, but not when the exchange is cancelled.
    @Override
    public void close() throws IOException {
        var stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    private @Nullable InputStream opened() {
        try {
            var stream = new Reading(content.open());
            open = stream;
            return stream;
        } catch (IOException e) {
            unreadable = e;
            return null; // How a supplier tells BodyPublishers.ofInputStream to fail.
        }
    }

    /// Remembers a failure to read.
    private final class Reading extends InputStream {
        private final InputStream stream;

        Reading(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return stream.read(buffer, offset, length);
            } catch (IOException e) {
                unreadable = e;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /// Passes everything on and notes the end.
    private final class Listening implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> connection;

        Listening(Subscriber<? super ByteBuffer> connection) {
            this.connection = connection;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            connection.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            connection.onNext(chunk);
        }

        @Override
        public void onError(Throwable failure) {
            connection.onError(failure);
        }

        @Override
        public void onComplete() {
            connection.onComplete();
            sent.complete(null);
        }
    }
}
