package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The line between a client and the API server, which a test can cut.
final class Line implements Interceptor {
    private static final URI NOBODY_LISTENS = URI.create("http://127.0.0.1:1/");

    private volatile boolean cut;
    private volatile boolean answersLost;
    private final AtomicReference<@Nullable Runnable> beforeWrite = new AtomicReference<>();

    /// Requests do not arrive any more.
    void cut() {
        cut = true;
    }

    /// Writes arrive, but nobody hears how they end.
    void loseAnswers() {
        answersLost = true;
    }

    void mend() {
        cut = false;
        answersLost = false;
    }

    /// Happens once, right before the next write is sent.
    void beforeWrite(Runnable action) {
        beforeWrite.set(action);
    }

    void attachTo(KubernetesClientBuilder builder) {
        builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig();
        builder.withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("line", this));
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (cut) {
            builder.uri(NOBODY_LISTENS);
        }
        if (isWrite(request)) {
            var action = beforeWrite.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(AsyncBody.Consumer<List<ByteBuffer>> consumer,
            HttpRequest request) {
        return !answersLost || !isWrite(request) ? consumer : (_, _) -> {
            throw new IOException("the answer is lost");
        };
    }

    private static boolean isWrite(HttpRequest request) {
        return request.method().equals("PUT") || request.method().equals("POST");
    }
}
