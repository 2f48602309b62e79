package io.inboundmailbox.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.inboundmailbox.mail.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A webhook's receiver on the loopback interface, over HTTP or HTTPS: notes what comes, checks signatures, answers as
/// it is told. Bodies are hashed while they are read; only small ones are kept, and only when asked for. Thread-safe.
public final class WebhookReceiver implements AutoCloseable {
    /// What it does with a request.
    public sealed interface Answer {
        /// Reads the request and answers.
        record Status(int code, Map<String, String> headers) implements Answer {
            public Status {
                headers = Map.copyOf(headers);
            }
        }

        /// Reads the request and answers with a body of so many bytes.
        record Verbose(int code, long size) implements Answer {}

        /// Reads the request and says nothing until the receiver is closed.
        record Hang() implements Answer {}

        /// Reads nothing of the body and says nothing until the receiver is closed.
        record Stall() implements Answer {}

        /// Reads the request and closes the connection.
        record Cut() implements Answer {}

        static Answer status(int code) {
            return new Status(code, Map.of());
        }

        static Answer status(int code, String header, String value) {
            return new Status(code, Map.of(header, value));
        }
    }

    /// A request that came, its body read to the end.
    ///
    /// @param method the method
    /// @param uri path and query
    /// @param headers all header fields; names compare without regard to case
    /// @param sha256 the digest of the body
    /// @param size the body's size in bytes
    /// @param clientPort the port it came from: equal ports mean the same connection
    /// @param signature what became of the signature
    /// @param octets the body, one character for each octet (ISO 8859-1), where it was to be kept and is small enough
    public record Received(String method, URI uri, Map<String, List<String>> headers, Hash sha256, long size,
            int clientPort, SignatureCheck.Result signature, @Nullable String octets) {
        /// The first value of a field; empty when it did not come.
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        public String eventId() {
            return header("ce-id");
        }
    }

    private final HttpServer server;
    private final String scheme;
    private final SignatureCheck check;
    private final ExecutorService executor = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("receiver-", 0).factory());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private volatile Function<Received, Answer> usual = _ -> Answer.status(204);
    private volatile long keepUpTo = -1;

    private WebhookReceiver(HttpServer server, String scheme, List<String> keys) {
        this.server = server;
        this.scheme = scheme;
        this.check = new SignatureCheck(keys);
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    /// A receiver over plain HTTP.
    ///
    /// @param keys `whsec_…` keys of which one must have signed; none means that signatures are not looked at
    public static WebhookReceiver http(String... keys) {
        try {
            return new WebhookReceiver(HttpServer.create(anyPort(), 0), "http", List.of(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same over TLS; the certificate should name `localhost` or `127.0.0.1`.
    public static WebhookReceiver https(TestCa.Server certificate, String... keys) {
        try {
            var server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
            return new WebhookReceiver(server, "https", List.of(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens, by address.
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + port() + "/mail?token=hidden");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Answers to the next requests, one each; afterwards as usual.
    public void answerNext(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /// The usual answer: 204 until this is called. For an answer that does not read the body use [#answerNext].
    public void answer(Function<Received, Answer> function) {
        usual = function;
    }

    /// Keeps the bytes of bodies up to this size from now on.
    public void keepBodies(long upTo) {
        keepUpTo = upTo;
    }

    /// All requests whose bodies were read, in order of their ends.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// How often each event came.
    public Map<String, Long> counts() {
        return received.stream().collect(Collectors.groupingBy(Received::eventId, TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var scripted = next.poll();
            switch (scripted) {
                case Answer.Stall _ -> await();
                case null -> respond(exchange, usual.apply(read(exchange)));
                case Answer.Status answer -> readAndRespond(exchange, answer);
                case Answer.Verbose answer -> readAndRespond(exchange, answer);
                case Answer.Hang answer -> readAndRespond(exchange, answer);
                case Answer.Cut answer -> readAndRespond(exchange, answer);
            }
        }
    }

    private void readAndRespond(HttpExchange exchange, Answer answer) throws IOException {
        read(exchange);
        respond(exchange, answer);
    }

    private void respond(HttpExchange exchange, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Status(var code, var headers) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(code, -1);
            }
            case Answer.Verbose(var code, var size) -> {
                exchange.sendResponseHeaders(code, size);
                for (var left = size; left > 0; left -= 1000) {
                    exchange.getResponseBody().write(new byte[(int) Math.min(left, 1000)]);
                }
            }
            case Answer.Hang _ -> await();
            case Answer.Stall _ -> await();
            case Answer.Cut _ -> {
                // The caller closes the exchange, and with it the connection.
            }
        }
    }

    private Received read(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        var body = new ReceivedBody(check.start(headers), keepUpTo);
        body.read(exchange.getRequestBody());
        var request = new Received(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body.sha256(),
                body.size(), exchange.getRemoteAddress().getPort(), body.signature(), body.kept());
        received.add(request);
        return request;
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
