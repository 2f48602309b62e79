package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.plan.CaBundle;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// HTTP clients, one for each set of trusted certificates, kept while a sink uses them: connections are shared by all
/// sinks with the same trust. Thread-safe.
///
/// HTTP/1.1 on purpose: with HTTP/2 all messages to one host would share one connection and its flow control window, so
/// that a receiver that stalls on one message would hold up those of other mailboxes.
final class SharedClients implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ProxySelector proxies;
    private final ExecutorService executor = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
    private final ConcurrentMap<Trust, Shared> clients = new ConcurrentHashMap<>();

    SharedClients(ProxySelector proxies) {
        this.proxies = proxies;
    }

    /// A client that trusts these certificates, or those of the platform. To be released once.
    HttpClient acquire(@Nullable CaBundle bundle) {
        var shared = clients.compute(new Trust(bundle),
                (trust, before) -> before == null ? new Shared(client(trust), 1) : before.with(1));
        if (shared == null) {
            throw new IllegalStateException("compute returned nothing for a new client");
        }
        return shared.client();
    }

    /// Gives a client back. The last user's release ends it, once what is under way has come to its end.
    void release(@Nullable CaBundle bundle) {
        clients.computeIfPresent(new Trust(bundle), (_, before) -> {
            if (before.users() > 1) {
                return before.with(-1);
            }
            before.client().shutdown();
            return null;
        });
    }

    /// How many clients there are, for tests.
    int size() {
        return clients.size();
    }

    @Override
    public void close() {
        clients.values().forEach(shared -> shared.client().shutdownNow());
        clients.clear();
        executor.shutdownNow();
    }

    private HttpClient client(Trust trust) {
        var builder = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(proxies)
                .executor(executor);
        if (trust.bundle() != null) {
            builder.sslContext(trust.bundle().sslContext());
        }
        return builder.build();
    }

    private record Trust(@Nullable CaBundle bundle) {}

    private record Shared(HttpClient client, int users) {
        Shared with(int more) {
            return new Shared(client, users + more);
        }
    }
}
