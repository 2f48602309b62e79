package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.plan.WorkerPlan;
import io.inboundmailbox.testing.FakeMailSink;
import io.inboundmailbox.testing.FakeMailSource;
import io.inboundmailbox.worker.Spool;
import io.inboundmailbox.worker.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/// The whole Kubernetes edge on fabric8's mock server; only mail servers and sinks are made up.
final class OperatorFixture implements AutoCloseable {
    static final String NAMESPACE = "helpdesk";
    private static final String NAME = "support";
    private static final Duration SOON = Duration.ofSeconds(20);

    final List<FakeMailSource> sources = new CopyOnWriteArrayList<>();
    final FakeMailSink sink = new FakeMailSink();
    /// How many patches of a status the operator has sent.
    final AtomicInteger statusPatches = new AtomicInteger();
    final KubernetesClient user;
    volatile Consumer<FakeMailSource> preparing = source -> source.with(1);
    private final KubernetesMockServer server;
    private final Spool spool;
    private @Nullable MailboxOperator operator;

    OperatorFixture(Path directory) {
        var mailboxes = CustomResourceDefinitionContext.fromCustomResourceType(InboundMailbox.class);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(),
                new KubernetesCrudDispatcher(List.of(mailboxes)), false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        user = server.createClient();
        try {
            spool = new Spool(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An operator's process.
    OperatorFixture start() {
        var settings = new OperatorSettings("operator-0", OwnershipSettings.defaults("mail-system"), Set.of(), null,
                HostList.EMPTY);
        var ports = new OperatorPorts(
                (cursors, guard, quarantine, reports) -> new WorkerPool(new io.inboundmailbox.worker.Surroundings(
                        (_, _) -> source(), _ -> sink, cursors, guard, quarantine, reports, spool, Clock.systemUTC(),
                        new Random(1))),
                new Deaf(), new Deaf(), Clock.systemUTC(), System::nanoTime);
        operator = new MailboxOperator(settings, ports, client(), server.createClient());
        operator.start();
        return this;
    }

    void stop() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    MailboxOperator.Numbers numbers() {
        return Optional.ofNullable(operator).orElseThrow().numbers();
    }

    private FakeMailSource source() {
        var source = new FakeMailSource();
        preparing.accept(source);
        sources.add(source);
        return source;
    }

    private KubernetesClient client() {
        return server.createClient(builder -> builder.withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor("status", new Interceptor() {
                    @Override
                    public void before(BasicBuilder request, HttpRequest sent, RequestTags tags) {
                        if (sent.method().equals("PATCH") && sent.uri().getPath().endsWith("/status")) {
                            statusPatches.incrementAndGet();
                        }
                    }
                })));
    }

    /// Writes the Secret that the resource names.
    void secret(String clientSecret) {
        var secret = new SecretBuilder().withNewMetadata()
                .withName("mail")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(Map.of("tenantId", "contoso.com", "clientId", "app", "clientSecret", clientSecret))
                .build();
        // The mock server does not do what a real one does with stringData.
        secret.setData(base64(secret.getStringData()));
        secret.setStringData(null);
        user.resource(secret).createOr(it -> it.update());
    }

    private static Map<String, String> base64(Map<String, String> values) {
        var data = new HashMap<String, String>();
        values.forEach((key, value) -> data.put(key, Base64.getEncoder()
                .encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return data;
    }

    void apply() {
        apply("");
    }

    /// @param webhook further fields of the webhook, each with a comma before it
    void apply(String webhook) {
        user.resource(Serialization.unmarshal("""
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata: {name: support, namespace: helpdesk}
                spec:
                  protocol: IMAP
                  address: support@contoso.com
                  credentials: {clientSecret: {secretRef: {name: mail}}}
                  interval: 5m
                  sink: {webhook: {url: 'https://tickets.example.com/mail'%s}}
                """.formatted(webhook), InboundMailbox.class)).create();
    }

    /// Changes the resource as `kubectl patch --type merge` does.
    void patch(String json) {
        user.resources(InboundMailbox.class)
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    void requestFetch(String request) {
        patch("{\"metadata\": {\"annotations\": {\"inboundmailbox.io/fetch-requested-at\": \"" + request + "\"}}}");
    }

    void delete() {
        user.resources(InboundMailbox.class).inNamespace(NAMESPACE).withName(NAME).delete();
    }

    InboundMailboxStatus status() {
        var resource = user.resources(InboundMailbox.class).inNamespace(NAMESPACE).withName(NAME).get();
        return Optional.ofNullable(resource)
                .map(InboundMailbox::getStatus)
                .orElseThrow(() -> new AssertionError("no status yet"));
    }

    Condition condition(String type) {
        return status().conditions()
                .stream()
                .filter(it -> it.getType().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition " + type));
    }

    List<String> events() {
        return user.v1().events().inNamespace(NAMESPACE).list().getItems().stream().map(Event::getReason).toList();
    }

    void awaitCondition(String type, String status, String reason) {
        eventually(() -> assertThat(condition(type).getStatus() + " " + condition(type).getReason())
                .as(condition(type).getMessage())
                .isEqualTo(status + " " + reason));
    }

    static void eventually(ThrowingRunnable condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(condition);
    }

    /// It stays so for a while, in which it would have become otherwise.
    static void still(ThrowingRunnable condition) {
        await().during(Duration.ofSeconds(1)).atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(condition);
    }

    @Override
    public void close() {
        stop();
        user.close();
        server.destroy();
    }

    /// Hears nothing.
    private static final class Deaf implements Watchers, StoreEvents {
        @Override
        public void observed(InboundMailbox resource, InboundMailboxStatus status, @Nullable WorkerPlan plan) {}

        @Override
        public void forgotten(ResourceKey resource) {}

        @Override
        public void statusWritten() {}

        @Override
        public void reconciled(boolean success, Duration took) {}

        @Override
        public void cursorWrite(Outcome outcome) {}

        @Override
        public void leaseRenewal(Outcome outcome) {}
    }
}
