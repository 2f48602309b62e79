package io.inboundmailbox.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A token endpoint on the loopback interface that answers as Entra ID does, over TLS, at
/// `/{tenant}/oauth2/v2.0/token`. It knows the tenants, applications and secrets that a test registers. Its tokens are
/// RS256 JWTs, so that a server can check them by [#publicKeyPem] alone. Thread-safe; [#close] ends all that hangs.
///
/// The claims of a token are `iss`, `sub`, `aud`, `tid`, `appid`, `iat`, `nbf`, `exp`. There is no `azp` and no `kid`:
/// Dovecot then looks for the key under `default/RS256/default`.
public final class EntraServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpsServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final TokenSigner signer = new TokenSigner();
    private final Map<String, Map<String, Set<String>>> tenants = new ConcurrentHashMap<>();
    private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();
    private volatile @Nullable Scripted fault;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile Clock clock = Clock.systemUTC();
    private volatile Duration life = Duration.ofMinutes(75);
    private volatile String issuer = "https://sts.local/";
    private volatile Function<Grant, String> subject = Grant::clientId;
    private volatile Function<Grant, Map<String, Object>> claims = _ -> Map.of();

    private EntraServer(HttpsServer server) {
        this.server = server;
    }

    /// What a token is asked for: the scope is the one resource, without what clients add to it.
    public record Grant(String tenantId, String clientId, String scope) {}

    /// An answer out of the ordinary.
    public record Scripted(int status, Map<String, String> headers, String body) {
        public static Scripted status(int status) {
            return new Scripted(status, Map.of(), "");
        }

        public static Scripted json(int status, String body) {
            return new Scripted(status, Map.of("Content-Type", "application/json"), body);
        }

        public static Scripted html(int status, String body) {
            return new Scripted(status, Map.of("Content-Type", "text/html"), body);
        }

        /// An error as Entra ID words it. An `error_description` always comes with it.
        public static Scripted error(int status, String error, int code, String correlationId) {
            return json(status, """
                    {"error":"%1$s","error_description":"AADSTS%2$d: Foreign words. Trace ID: 1 Correlation ID: %3$s",\
                    "error_codes":[%2$d],"timestamp":"2026-01-01 00:00:00Z","trace_id":"1","correlation_id":"%3$s"}\
                    """.formatted(error, code, correlationId));
        }

        public Scripted with(String header, String value) {
            var all = new HashMap<>(headers);
            all.put(header, value);
            return new Scripted(status, all, body);
        }
    }

    /// Starts on a free port.
    ///
    /// @param tls a certificate for `localhost`
    public static EntraServer start(TestCa.Server tls) throws IOException {
        return start(tls, 0);
    }

    public static EntraServer start(TestCa.Server tls, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var started = new EntraServer(HttpsServer.create(address, 0));
        started.server.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
        started.server.setExecutor(started.executor);
        started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// What stands in [io.inboundmailbox.plan.Cloud#authority] to be sent here.
    public URI authority() {
        return URI.create("https://localhost:" + port());
    }

    /// Makes a secret one of an application's in a tenant; there may be several.
    public void register(String tenantId, String clientId, String secret) {
        tenants.computeIfAbsent(tenantId, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(clientId, _ -> ConcurrentHashMap.newKeySet())
                .add(secret);
    }

    /// Takes all secrets of an application away; the application stays.
    public void revoke(String tenantId, String clientId) {
        tenants.computeIfAbsent(tenantId, _ -> new ConcurrentHashMap<>()).put(clientId, ConcurrentHashMap.newKeySet());
    }

    /// How many requests reached the token endpoint, refused ones and faults included.
    public int requests() {
        return requests.get();
    }

    /// How many requests went anywhere else.
    public int strayRequests() {
        return strays.get();
    }

    /// By which clock tokens begin and end.
    public void clock(Clock other) {
        clock = other;
    }

    /// How long tokens live from now on.
    public void tokenLife(Duration other) {
        life = other;
    }

    /// The claim `iss` from now on; `https://sts.local/` otherwise.
    public void issuer(String other) {
        issuer = other;
    }

    /// Chooses the claim `sub`: in Dovecot's eyes the user whom the token lets in. The client id otherwise.
    public void subject(Function<Grant, String> chooser) {
        subject = chooser;
    }

    /// Adds claims, or replaces those that are there.
    public void claims(Function<Grant, Map<String, Object>> chooser) {
        claims = chooser;
    }

    /// The key that tokens are signed with, in PEM form.
    public String publicKeyPem() {
        return signer.publicKeyPem();
    }

    /// Whether a server would take the token now: signed here, meant for it, and not ended.
    ///
    /// @param audience the server, as the scope of the token names it: `https://outlook.office365.com`
    public boolean isValid(String token, String audience) {
        var tokenClaims = signer.verify(token);
        return audience.equals(tokenClaims.get("aud")) && tokenClaims.get("exp") instanceof Number end
                && end.longValue() > clock.instant().getEpochSecond();
    }

    /// A signed token with exactly these claims, for tests that need an odd one. Times are seconds since 1970.
    public String sign(Map<String, Object> payload) {
        return signer.sign(payload);
    }

    /// A signed token as the endpoint would give it out now.
    public String token(Grant grant) {
        var now = clock.instant().getEpochSecond();
        var payload = new LinkedHashMap<String, Object>();
        payload.put("iss", issuer);
        payload.put("sub", subject.apply(grant));
        payload.put("aud", grant.scope().replace("/.default", ""));
        payload.put("tid", grant.tenantId());
        payload.put("appid", grant.clientId());
        payload.put("iat", now);
        payload.put("nbf", now);
        payload.put("exp", now + life.toSeconds());
        payload.put("jti", UUID.randomUUID().toString());
        payload.putAll(claims.apply(grant));
        return signer.sign(payload);
    }

    /// The next requests are answered with these, one each, before anything else counts.
    public void script(Scripted... answers) {
        script.addAll(List.of(answers));
    }

    /// Every request is answered with this until [#heal].
    public void failWith(Scripted answer) {
        fault = answer;
    }

    /// Requests are taken and not answered until [#heal].
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    /// Ends every fault; requests that hang are answered.
    public void heal() {
        script.clear();
        fault = null;
        hanging.countDown();
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = form(exchange);
            var path = exchange.getRequestURI().getPath().split("/", -1);
            if (path.length != 5 || !exchange.getRequestURI().getPath().endsWith("/oauth2/v2.0/token")) {
                strays.incrementAndGet();
                send(exchange, Scripted.status(404));
                return;
            }
            requests.incrementAndGet();
            hanging.await();
            var scripted = script.poll();
            var standing = fault;
            send(exchange, scripted != null ? scripted : standing != null ? standing : answer(path[1], form));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Scripted answer(String tenantId, Map<String, String> form) {
        var applications = tenants.get(tenantId);
        if (applications == null) {
            return error(400, "invalid_request", 90002);
        }
        var clientId = form.getOrDefault("client_id", "");
        var secrets = applications.get(clientId);
        if (secrets == null) {
            return error(400, "unauthorized_client", 700016);
        }
        if (!secrets.contains(form.getOrDefault("client_secret", ""))) {
            return error(401, "invalid_client", 7000215);
        }
        var resources = Arrays.stream(form.getOrDefault("scope", "").split(" ", -1))
                .filter(scope -> scope.endsWith("/.default"))
                .toList();
        if (!"client_credentials".equals(form.get("grant_type")) || resources.size() != 1) {
            return error(400, "invalid_scope", 70011);
        }
        return Scripted.json(200, json(Map.of("token_type", "Bearer", "expires_in", life.toSeconds(),
                "ext_expires_in", life.toSeconds(),
                "access_token", token(new Grant(tenantId, clientId, resources.getFirst())))));
    }

    private static Scripted error(int status, String error, int code) {
        return Scripted.error(status, error, code, UUID.randomUUID().toString());
    }

    private static void send(HttpExchange exchange, Scripted answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Arrays.stream(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1]), (first, _) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
