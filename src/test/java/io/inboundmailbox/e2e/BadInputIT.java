package io.inboundmailbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.kube.RealApiServer;
import io.inboundmailbox.testing.OperatorProcess;
import io.inboundmailbox.testing.RealDovecot;
import io.inboundmailbox.testing.TestCa;
import io.inboundmailbox.testing.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What people get wrong: each mistake has its own reason and a sentence that names the field, and is forgotten once it
/// is mended.
@RealApiServer
@RealDovecot
@SuppressWarnings("NullAway.Init") // filled by JUnit before the first test
class BadInputIT {
    private static World world;
    private static OperatorProcess operator;

    @BeforeAll
    static void start() {
        world = new World();
        operator = world.operator(Map.of()).awaitRunning();
    }

    @AfterAll
    static void stop() {
        operator.close();
        world.close();
    }

    @Test
    void aMissingKey() {
        // Given
        var address = World.address();
        world.secrets("nokey");
        world.api.adminClient().secrets().inNamespace(world.namespace).withName("nokey-app").delete();
        world.apply(World.secret("nokey-app", Map.of("tenantId", World.TENANT, "clientId", World.CLIENT)));

        // When
        world.apply(world.mailbox("nokey", address));

        // Then
        says("nokey", "SecretKeyMissing", "nokey-app", "clientSecret");
        world.credentials("nokey", World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady("nokey");
    }

    static Stream<Arguments> wrongCredentials() {
        return Stream.of(
                Arguments.of("empty", World.TENANT, World.CLIENT, " \n", "SecretKeyMissing",
                        List.of("clientSecret", "empty-app")),
                Arguments.of("tenant", "99999999-9999-9999-9999-999999999999", World.CLIENT, World.SECRET,
                        "TenantNotFound", List.of("tenantId", "spec.cloud")),
                Arguments.of("client", World.TENANT, "00000000-0000-0000-0000-000000000000", World.SECRET,
                        "AppNotFound", List.of("clientId")),
                Arguments.of("wrong", World.TENANT, World.CLIENT, "not-the-secret", "CredentialsRejected",
                        List.of("wrong-app", "Value")));
    }

    @ParameterizedTest
    @MethodSource
    void wrongCredentials(String name, String tenant, String client, String secret, String reason,
            List<String> words) {
        // Given
        world.secrets(name);
        world.credentials(name, tenant, client, secret);

        // When
        world.apply(world.mailbox(name, World.address()));

        // Then
        says(name, reason, words.toArray(String[]::new));
        world.credentials(name, World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady(name);
    }

    static Stream<Arguments> wrongServers() {
        return Stream.of(
                Arguments.of("unknown", "host: nowhere.invalid", "Unreachable", List.of("spec.server.host")),
                Arguments.of("closed", "host: 127.0.0.1, port: " + closedPort(), "Unreachable",
                        List.of("spec.server.port")),
                Arguments.of("no-tls", "host: 127.0.0.1, port: " + world.dovecot.port(), "ProtocolMismatch",
                        List.of("spec.server.port", "spec.server.tls")),
                Arguments.of("mute", "host: 127.0.0.1, port: " + world.receiver.port(), "Unreachable",
                        List.of("spec.server.port")));
    }

    @ParameterizedTest
    @MethodSource
    void wrongServers(String name, String server, String reason, List<String> words) {
        // Given
        world.apply(World.secret(name + "-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret(name + "-sink", Map.of("key", World.SIGNING_KEY)));

        // When
        world.apply(password(name, server));

        // Then
        says(name, reason, words.toArray(String[]::new));
        world.apply(password(name, working()));
        world.awaitReady(name);
    }

    @Test
    void aTrailingNewlineIsNoMistake() {
        // Given
        world.secrets("newline");
        world.credentials("newline", World.TENANT + "\n", World.CLIENT + "\r\n", World.SECRET + "\n");

        // When
        world.apply(world.mailbox("newline", World.address()));

        // Then
        world.awaitReady("newline");
    }

    @Test
    void anUnknownFolder() {
        // Given
        var address = World.address();
        world.secrets("folder");

        // When
        world.apply(world.mailbox("folder", address) + "  folder: Nowhere/At all\n");

        // Then
        says("folder", "FolderNotFound", "spec.folder");
        world.apply(world.mailbox("folder", address) + "  folder: Inbox\n");
        world.awaitReady("folder");
    }

    @Test
    void aMailboxThatTheApplicationMayNotOpen() {
        // Given
        var address = World.address();
        world.secrets("denied");
        world.exchange.deny(address);

        // When
        world.apply(world.mailbox("denied", address));

        // Then
        says("denied", "MailboxNotAuthorized", "Add-MailboxPermission", address);
        world.exchange.permit(address);
        world.api.kubectl("-n", world.namespace, "annotate", "imb", "denied",
                "inboundmailbox.io/fetch-requested-at=now");
        world.awaitReady("denied");
    }

    @Test
    void aWrongHost() {
        // Given
        var address = World.address();
        world.secrets("host");

        // When
        world.apply(world.mailbox("host", address) + "  server: {host: nowhere.invalid}\n");

        // Then: the token may not go to a host that nobody vouches for, and without a token the host is unknown
        says("host", "EgressRefused", "spec.server.host", "INBOUNDMAILBOX_TOKEN_HOSTS");
    }

    @Test
    void aCertificateThatNobodyTrusts() {
        // Given
        world.apply(World.secret("cert-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret("cert-sink", Map.of("key", World.SIGNING_KEY)));
        world.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cert-ca}\ndata:\n  ca.crt: |\n"
                + new TestCa().pem().indent(4));

        // When
        world.apply(password("cert", "host: localhost, port: " + world.dovecot.tlsPort()
                + ", caBundle: {configMapRef: {name: cert-ca}}"));

        // Then
        says("cert", "CertificateRejected", "spec.server.caBundle");
        world.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cert-ca}\ndata:\n  ca.crt: |\n"
                + world.dovecot.ca().pem().indent(4));
        world.awaitReady("cert");
    }

    @Test
    void aWrongPassword() {
        // Given
        world.apply(World.secret("pass-app", Map.of("username", "someone", "password", "guessed")));
        world.apply(World.secret("pass-sink", Map.of("key", World.SIGNING_KEY)));

        // When
        world.apply(password("pass", working()));

        // Then
        says("pass", "CredentialsRejected", "pass-app");
        world.apply(World.secret("pass-app", Map.of("username", "someone", "password", "pass")));
        world.awaitReady("pass");
    }

    @Test
    void aSinkThatRefusesHangsOrRedirects() {
        refusedBySink("unauthorized", WebhookReceiver.Answer.status(401), "SinkUnauthorized");
        refusedBySink("missing", WebhookReceiver.Answer.status(404), "SinkNotFound");
        refusedBySink("redirect", WebhookReceiver.Answer.status(302, "Location", "http://127.0.0.1:1/"),
                "SinkRedirects");
        refusedBySink("silent", new WebhookReceiver.Answer.Hang(), "SinkUnavailable");
    }

    private static void refusedBySink(String name, WebhookReceiver.Answer answer, String reason) {
        // Given
        var address = World.address();
        world.secrets(name);
        world.dovecot.deliver(address, World.message(1));
        try (var broken = WebhookReceiver.http()) {
            broken.answer(_ -> answer);
            var yaml = world.mailbox(name, address) + "      timeout: 1s\n";

            // When
            world.apply(yaml.replace(world.receiver.url().toString(), broken.url().toString()));

            // Then
            says(name, reason, "spec.sink.webhook");
            world.apply(yaml);
            world.awaitEvents(address, 1);
            world.awaitReady(name);
        }
    }

    @Test
    void aMessageThatTheSinkNeverTakesIsQuarantinedAndTheNextOneGoesOn() {
        // Given
        var address = World.address();
        world.secrets("poison");
        world.dovecot.deliver(address, World.message(66));
        world.dovecot.deliver(address, World.message(67));
        try (var picky = WebhookReceiver.http()) {
            picky.answer(received -> WebhookReceiver.Answer
                    .status(received.header("ce-subject").equals("<66@example.com>") ? 422 : 204));

            // When
            world.apply(world.mailbox("poison", address)
                    .replace(world.receiver.url().toString(), picky.url().toString())
                    + "  rejected: {attempts: 2}\n");

            // Then
            await().atMost(World.SOON.multipliedBy(2)).untilAsserted(() -> {
                assertThat(picky.received()).anyMatch(it -> it.header("ce-subject").equals("<67@example.com>"));
                assertThat(picky.counts()).hasSize(2).containsValue(2L);
            });
            world.awaitReady("poison");
            assertThat(world.api.kubectl("-n", world.namespace, "get", "events")).contains("MessageQuarantined");
        }
    }

    /// What the API server itself refuses is told by the files under `rules`; here, what comes of it for a user.
    @Test
    void aListOfAddressesIsRefusedByTheApiServerWithTheRemedy() {
        assertThat(catchThrowable(
                () -> world.apply(world.mailbox("list", "a@contoso.com;b@contoso.com"))))
                .hasMessageContaining("spec.additionalUsers");
    }

    private static String password(String name, String server) {
        return """
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata: {name: %s}
                spec:
                  protocol: IMAP
                  address: someone@contoso.com
                  server: {%s}
                  credentials: {password: {secretRef: {name: %s-app}}}
                  interval: 5s
                  sink: {webhook: {url: "%s", signingSecretRef: {name: %s-sink, key: key}}}
                """.formatted(name, server, name, world.receiver.url(), name);
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String working() {
        return "host: 127.0.0.1, tls: None, port: " + world.dovecot.port();
    }

    private static void says(String name, String reason, String... words) {
        world.awaitCondition(name, "Ready", "False", reason);
        assertThat(world.condition(name, "Ready").getMessage()).contains(words);
    }
}
