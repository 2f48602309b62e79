package io.inboundmailbox.sink.webhook;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// Takes a response: the status counts from the moment it is there, whatever becomes of the response body. Of that a
/// little is read and thrown away, so that the connection can be used again; a longer one ends the connection.
final class Answer implements BodyHandler<Boolean> {
    private static final long MOST = 64 << 10;

    private volatile @Nullable ResponseInfo head;

    /// What was answered; empty while there is no status yet.
    Optional<Outcome> outcome() {
        return Optional.ofNullable(head).map(info -> new Outcome.Answered(info.statusCode(), info.headers()));
    }

    @Override
    public BodySubscriber<Boolean> apply(ResponseInfo info) {
        head = info;
        return new Discarding();
    }

    /// Its value says whether the body was read to its end.
    private static final class Discarding implements BodySubscriber<Boolean> {
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private @Nullable Subscription subscription;
        private long count;

        @Override
        public CompletionStage<Boolean> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Subscription granted) {
            subscription = granted;
            granted.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> chunks) {
            count += chunks.stream().mapToLong(ByteBuffer::remaining).sum();
            if (count > MOST && subscription != null) {
                subscription.cancel();
                done.complete(false);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(true);
        }
    }
}
