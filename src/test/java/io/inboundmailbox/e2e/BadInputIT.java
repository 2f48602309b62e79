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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void anEmptyKey() {
        // Given
        world.secrets("empty");
        world.credentials("empty", World.TENANT, World.CLIENT, " \n");

        // When
        world.apply(world.mailbox("empty", World.address()));

        // Then
        says("empty", "SecretKeyMissing", "clientSecret", "empty");
        world.credentials("empty", World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady("empty");
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
    void aWrongTenant() {
        // Given
        world.secrets("tenant");
        world.credentials("tenant", "99999999-9999-9999-9999-999999999999", World.CLIENT, World.SECRET);

        // When
        world.apply(world.mailbox("tenant", World.address()));

        // Then
        says("tenant", "TenantNotFound", "tenantId", "spec.cloud");
        world.credentials("tenant", World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady("tenant");
    }

    @Test
    void aWrongClient() {
        // Given
        world.secrets("client");
        world.credentials("client", World.TENANT, "00000000-0000-0000-0000-000000000000", World.SECRET);

        // When
        world.apply(world.mailbox("client", World.address()));

        // Then
        says("client", "AppNotFound", "clientId");
        world.credentials("client", World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady("client");
    }

    @Test
    void aWrongSecret() {
        // Given
        world.secrets("wrong");
        world.credentials("wrong", World.TENANT, World.CLIENT, "not-the-secret");

        // When
        world.apply(world.mailbox("wrong", World.address()));

        // Then
        says("wrong", "CredentialsRejected", "wrong-app", "Value");
        assertThat(world.condition("wrong", "Authenticated").getStatus()).isEqualTo("False");
        world.credentials("wrong", World.TENANT, World.CLIENT, World.SECRET);
        world.awaitReady("wrong");
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
    void aHostThatDoesNotExist() {
        // Given
        world.apply(World.secret("unknown-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret("unknown-sink", Map.of("key", World.SIGNING_KEY)));

        // When
        world.apply(password("unknown", "host: nowhere.invalid"));

        // Then
        says("unknown", "Unreachable", "spec.server.host");
        world.apply(password("unknown", working()));
        world.awaitReady("unknown");
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        // Given
        world.apply(World.secret("port-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret("port-sink", Map.of("key", World.SIGNING_KEY)));
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        // When
        world.apply(password("port", "host: 127.0.0.1, port: " + closed));

        // Then
        says("port", "Unreachable", "spec.server");
        world.apply(password("port", working()));
        world.awaitReady("port");
    }

    @Test
    void aPortThatSpeaksNoTls() {
        // Given
        world.apply(World.secret("http-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret("http-sink", Map.of("key", World.SIGNING_KEY)));

        // When
        world.apply(password("http", "host: 127.0.0.1, port: " + world.dovecot.port()));

        // Then
        says("http", "ProtocolMismatch", "spec.server.port", "spec.server.tls");
        world.apply(password("http", working()));
        world.awaitReady("http");
    }

    @Test
    void aPortWhereNobodyGreets() {
        // Given
        world.apply(World.secret("mute-app", Map.of("username", "someone", "password", "pass")));
        world.apply(World.secret("mute-sink", Map.of("key", World.SIGNING_KEY)));

        // When
        world.apply(password("mute", "host: 127.0.0.1, port: " + world.receiver.port()));

        // Then
        says("mute", "Unreachable", "spec.server.port");
        world.apply(password("mute", working()));
        world.awaitReady("mute");
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
                () -> world.apply(world.mailbox("list", "a@contoso.com;b@contoso.com").replace("address: a",
                        "address: a"))))
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

    private static String working() {
        return "host: 127.0.0.1, tls: None, port: " + world.dovecot.port();
    }

    private static void says(String name, String reason, String... words) {
        world.awaitCondition(name, "Ready", "False", reason);
        assertThat(world.condition(name, "Ready").getMessage()).contains(words);
    }
}
