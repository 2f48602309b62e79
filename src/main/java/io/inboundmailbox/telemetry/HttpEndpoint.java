package io.inboundmailbox.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inboundmailbox.mail.LogKeys;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/metrics`, `/livez`, `/readyz` and `/startupz` over plain HTTP, on all interfaces. Health answers are 200 `ok`, or
/// 503 `failing: ` with the names of the checks. Thread-safe.
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Meters meters;
    private final HealthChecks checks;

    private HttpEndpoint(HttpServer server, Meters meters, HealthChecks checks) {
        this.server = server;
        this.meters = meters;
        this.checks = checks;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    }

    /// What is sent back.
    private record Answer(int status, String contentType, String body) {
        static Answer plain(int status, String word) {
            return new Answer(status, PLAIN, word + "\n");
        }
    }

    /// Listens from now on.
    ///
    /// @param port 0 takes any free one, see [#port]
    /// @throws IOException with a sentence for the installer when the port cannot be had
    public static HttpEndpoint open(int port, Meters meters, HealthChecks checks) throws IOException {
        var endpoint = new HttpEndpoint(bind(port), meters, checks);
        endpoint.server.createContext("/", endpoint::handle);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        LOG.atInfo().addKeyValue(LogKeys.PORT, endpoint.port()).log("Metrics and health are served");
        return endpoint;
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw new IOException("Port " + port + " for metrics and health cannot be had: another process uses it, or "
                    + "it needs privileges. Set INBOUNDMAILBOX_HTTP_PORT to a free one, or to 0 for any.", e);
        }
    }

    /// The port that is listened on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Ends at once; requests under way are cut.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if ("HEAD".equals(exchange.getRequestMethod())) {
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        var method = exchange.getRequestMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.plain(405, "only GET and HEAD");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> metrics(exchange);
            case "/livez" -> health(checks.live());
            case "/readyz" -> health(checks.ready());
            case "/startupz" -> health(checks.started());
            case null, default -> Answer.plain(404, "there are /metrics, /livez, /readyz and /startupz");
        };
    }

    private Answer metrics(HttpExchange exchange) {
        var exposition = meters.scrape(exchange.getRequestHeaders().getFirst("Accept"));
        return new Answer(200, exposition.contentType(), exposition.text());
    }

    private static Answer health(Map<String, BooleanSupplier> checks) {
        var failing = checks.entrySet()
                .stream()
                .filter(check -> !passes(check.getKey(), check.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return failing.isEmpty() ? Answer.plain(200, "ok") : Answer.plain(503, "failing: " + failing);
    }

    private static boolean passes(String name, BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue(LogKeys.CHECK, name).setCause(e).log("A health check broke");
            return false;
        }
    }
}
