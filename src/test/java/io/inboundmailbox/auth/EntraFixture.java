package io.inboundmailbox.auth;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.testing.EntraServer;
import io.inboundmailbox.testing.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A token endpoint that knows one application, and a source that asks it, by a clock that stands still and without
/// jitter.
final class EntraFixture implements AutoCloseable {
    static final String TENANT = "11111111-1111-1111-1111-111111111111";
    static final String APP = "22222222-2222-2222-2222-222222222222";
    static final String SECRET = "abc8Q~a.secret-that+nobody/may=see&at%all";
    static final Duration LIFE = Duration.ofHours(1);
    private static final TestCa CA = new TestCa();
    private static final TestCa.Server TLS = CA.server("localhost");

    final EntraServer server;
    final FakeClock clock = new FakeClock();
    final List<String> events = new CopyOnWriteArrayList<>();
    final EntraTokenSource tokens;

    EntraFixture() {
        this(Duration.ofSeconds(30));
    }

    EntraFixture(Duration timeout) {
        server = server();
        server.register(TENANT, APP, SECRET);
        server.tokenLife(LIFE);
        tokens = new EntraTokenSource(settings().withCustomCloudCa(new CaBundle(CA.pem()))
                .withTimeouts(timeout, timeout)
                .withEvents((outcome, reason, _) -> events.add(outcome + " " + reason)));
    }

    EntraSettings settings() {
        return EntraSettings.of(clock, () -> 0);
    }

    Cloud cloud() {
        return cloud("Custom", server.authority());
    }

    static Cloud cloud(String name, URI authority) {
        return new Cloud(name, authority, URI.create("https://graph.example"), "mail.example", null);
    }

    Credentials.ClientSecret credentials() {
        return withSecret(SECRET);
    }

    Credentials.ClientSecret withSecret(String secret) {
        return credentials(TENANT, APP, secret);
    }

    Credentials.ClientSecret credentials(String tenant, String app, String secret) {
        return new Credentials.ClientSecret(cloud(), tenant, app, Secret.of(secret), "contoso-mail");
    }

    String scope() {
        return cloud().exchangeScope();
    }

    AccessToken token() throws MailFailure, InterruptedException {
        return tokens.token(credentials(), scope());
    }

    Problem problem() {
        return problem(credentials());
    }

    /// Asks, expects a failure, and returns its problem.
    Problem problem(Credentials.ClientSecret credentials) {
        return problem(tokens, credentials);
    }

    Problem problem(TokenSource source, Credentials.ClientSecret credentials) {
        var failure = catchThrowableOfType(MailFailure.Authenticating.class,
                () -> source.token(credentials, scope()));
        return failure.problem();
    }

    @Override
    public void close() {
        tokens.close();
        server.close();
    }

    private static EntraServer server() {
        try {
            return EntraServer.start(TLS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
