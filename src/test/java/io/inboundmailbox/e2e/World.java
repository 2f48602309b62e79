package io.inboundmailbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.kube.ApiServer;
import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.EntraServer;
import io.inboundmailbox.testing.ExchangeFront;
import io.inboundmailbox.testing.OperatorProcess;
import io.inboundmailbox.testing.TestCa;
import io.inboundmailbox.testing.WebhookReceiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Everything that the operator meets, for real where it can be had: a kube-apiserver, a Dovecot behind a front that
/// behaves like Exchange Online, an OAuth server, a webhook receiver. One namespace of its own; operators that are
/// started here watch just that one.
final class World implements AutoCloseable {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String CLIENT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    static final String SECRET = "correct-secret";
    static final String SIGNING_KEY = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    /// Within a second or two, as the resource's user sees it; on a busy machine some more.
    static final Duration SOON = Duration.ofSeconds(20);

    private static final AtomicInteger MAILBOXES = new AtomicInteger();

    final ApiServer api = ApiServer.shared();
    final String namespace = api.namespace();
    final TestCa ca = new TestCa();
    final EntraServer entra;
    final Dovecot dovecot;
    final ExchangeFront exchange;
    final WebhookReceiver receiver = WebhookReceiver.http(SIGNING_KEY);
    private final Path caFile;
    private final Path kubeconfig;

    World() {
        try {
            entra = EntraServer.start(ca.server("localhost"));
            entra.register(TENANT, CLIENT, SECRET);
            dovecot = Dovecot.start();
            exchange = new ExchangeFront(ExchangeFront.Backend.of(dovecot), ca.server("localhost", "127.0.0.1"),
                    token -> entra.isValid(token, "https://localhost"));
            caFile = Files.writeString(Files.createTempFile("ca-", ".pem"), ca.pem());
            kubeconfig = api.operatorKubeconfig(namespace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An operator with the shipped rights, for this world's namespace; short Leases, so that tests need not wait.
    OperatorProcess operator(Map<String, String> environment) {
        var all = new HashMap<>(Map.of(
                "INBOUNDMAILBOX_WATCH_NAMESPACES", namespace,
                "INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", entra.authority().toString(),
                "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", "localhost:" + exchange.port(),
                "INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE", caFile.toString(),
                "INBOUNDMAILBOX_LEASE_DURATION", "4s",
                "INBOUNDMAILBOX_LEASE_RENEW_INTERVAL", "500ms",
                "INBOUNDMAILBOX_LOG_FORMAT", "text"));
        all.putAll(environment);
        return OperatorProcess.start(kubeconfig, namespace, all);
    }

    /// An address that no other test uses.
    static String address() {
        return "user" + MAILBOXES.incrementAndGet() + "@contoso.com";
    }

    /// Applies YAML as a user does.
    void apply(String yaml) {
        for (var item : api.adminClient()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            api.adminClient().resource(item).inNamespace(namespace).forceConflicts().serverSideApply();
        }
    }

    /// The Secrets that [#mailbox] names: credentials `<name>-app`, signing key `<name>-sink`.
    void secrets(String name) {
        credentials(name, TENANT, CLIENT, SECRET);
        apply(secret(name + "-sink", Map.of("key", SIGNING_KEY)));
    }

    void credentials(String name, String tenant, String client, String secret) {
        apply(secret(name + "-app", Map.of("tenantId", tenant, "clientId", client, "clientSecret", secret)));
    }

    static String secret(String name, Map<String, String> data) {
        var yaml = new StringBuilder("apiVersion: v1\nkind: Secret\nmetadata: {name: " + name + "}\nstringData:\n");
        data.forEach((key, value) -> yaml.append("  ")
                .append(key)
                .append(": \"")
                .append(value.replace("\n", "\\n"))
                .append("\"\n"));
        return yaml.toString();
    }

    /// A resource that works, with everything from the beginning delivered to the receiver.
    String mailbox(String name, String address) {
        return """
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata: {name: %s}
                spec:
                  protocol: IMAP
                  cloud: Custom
                  address: %s
                  credentials: {clientSecret: {secretRef: {name: %s-app}}}
                  start: {from: Beginning}
                  interval: 5s
                  sink:
                    webhook:
                      url: "%s"
                      signingSecretRef: {name: %s-sink, key: key}
                """.formatted(name, address, name, receiver.url(), name);
    }

    /// A small message; its number makes it and its Message-ID unlike every other.
    static byte[] message(int number) {
        return ("From: sender@example.com\r\nTo: someone@contoso.com\r\nSubject: Number " + number
                + "\r\nMessage-ID: <" + number + "@example.com>\r\n\r\nBody " + number + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    InboundMailbox get(String name) {
        return Objects.requireNonNull(
                api.adminClient().resources(InboundMailbox.class).inNamespace(namespace).withName(name).get());
    }

    InboundMailboxStatus status(String name) {
        return Optional.ofNullable(get(name).getStatus()).orElseThrow(() -> new AssertionError("no status yet"));
    }

    Condition condition(String name, String type) {
        return status(name).conditions()
                .stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition " + type));
    }

    /// Waits until the condition of the resource is as expected.
    void awaitCondition(String name, String type, String truth, String reason) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            var condition = condition(name, type);
            assertThat(condition.getStatus() + " " + condition.getReason()).as(condition.getMessage())
                    .isEqualTo(truth + " " + reason);
        });
    }

    void awaitReady(String name) {
        awaitCondition(name, "Ready", "True", "Ready");
    }

    /// Waits until so many different events have come for an address.
    void awaitEvents(String address, int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(events(address)).hasSize(count));
    }

    /// How often each event of an address has come.
    Map<String, Long> events(String address) {
        var source = "mailto:" + address;
        return receiver.received()
                .stream()
                .filter(received -> received.header("ce-source").equals(source))
                .collect(Collectors.groupingBy(WebhookReceiver.Received::eventId,
                        Collectors.counting()));
    }

    @Override
    public void close() {
        exchange.close();
        receiver.close();
        dovecot.close();
        entra.close();
    }
}
