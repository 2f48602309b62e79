package io.inboundmailbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.kube.RealApiServer;
import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.MailProgram;
import io.inboundmailbox.testing.OperatorProcess;
import io.inboundmailbox.testing.RealDovecot;
import io.inboundmailbox.testing.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a user does with a resource, and what comes of it, with one operator that is never restarted.
@RealApiServer
@RealDovecot
@SuppressWarnings("NullAway.Init") // filled by JUnit before the first test
class WholeWayIT {
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
    void aMailTravelsAndTheStatusSaysSo() {
        // Given
        var address = World.address();
        world.dovecot.deliver(address, World.message(1));
        world.secrets("first");

        // When
        world.apply(world.mailbox("first", address));

        // Then
        world.awaitEvents(address, 1);
        world.awaitReady("first");
        var received = world.receiver.received()
                .stream()
                .filter(it -> it.header("ce-source").equals("mailto:" + address))
                .toList();
        assertThat(received).allSatisfy(it -> {
            assertThat(it.signature().good()).isTrue();
            assertThat(it.header("ce-type")).isEqualTo("io.inboundmailbox.message.received.v1");
            assertThat(it.header("ce-subject")).isEqualTo("<1@example.com>");
        });
        var status = world.status("first");
        assertThat(status.controller()).isEqualTo(world.namespace + "/inbound-mailbox-operator");
        assertThat(status.mailboxes()).isEqualTo("1/1");
        assertThat(status.token()).isNotNull();
        assertThat(status.users()).singleElement().satisfies(row -> assertThat(row.ready()).isTrue());
        await().atMost(Duration.ofSeconds(75))
                .untilAsserted(() -> assertThat(world.status("first").messages())
                        .satisfies(messages -> assertThat(messages.delivered()).isEqualTo(1)));
        assertThat(operator.get("/metrics")).contains("inboundmailbox_resource_condition{name=\"first\"");
        assertThat(operator.get("/readyz")).startsWith("ok");
    }

    @Test
    void aMessageThatAPersonReadFirstIsDelivered() {
        // Given
        var address = World.address();
        world.dovecot.deliver(address, World.message(2));
        new MailProgram(Dovecot.HOST, world.dovecot.port(), address, Dovecot.PASSWORD).readAll("INBOX");
        world.secrets("read");

        // When
        world.apply(world.mailbox("read", address));

        // Then
        world.awaitEvents(address, 1);
    }

    @Test
    void aSecretThatComesAfterItsResourceIsEnough() {
        // Given
        var address = World.address();
        world.apply(world.mailbox("early", address));
        world.awaitCondition("early", "Ready", "False", "SecretNotFound");

        // When
        world.secrets("early");

        // Then
        world.awaitReady("early");
        assertThat(world.status("early").conditions()).noneMatch(it -> it.getType().equals("Stalled"));
    }

    @Test
    void aRotatedSecretIsUsedWithoutARestart() {
        // Given
        var address = World.address();
        world.entra.register(World.TENANT, "rotating", "old-secret");
        world.secrets("rotating");
        world.credentials("rotating", World.TENANT, "rotating", "old-secret");
        world.apply(world.mailbox("rotating", address));
        world.awaitReady("rotating");

        // When
        world.entra.register(World.TENANT, "rotating", "new-secret");
        world.credentials("rotating", World.TENANT, "rotating", "new-secret");
        world.dovecot.deliver(address, World.message(3));

        // Then
        world.awaitEvents(address, 1);
        await().atMost(World.SOON).untilAsserted(() -> assertThat(events("rotating")).contains("CredentialsRotated"));
        world.awaitReady("rotating");
    }

    @Test
    void aSuspendedResourceFetchesNothingUntilItIsResumed() {
        // Given
        var address = World.address();
        world.secrets("paused");
        world.apply(world.mailbox("paused", address));
        world.awaitReady("paused");

        // When
        world.apply(world.mailbox("paused", address) + "  suspend: true\n");
        world.awaitCondition("paused", "Ready", "True", "Suspended");
        world.dovecot.deliver(address, World.message(4));
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(world.events(address)).isEmpty());
        world.apply(world.mailbox("paused", address) + "  suspend: false\n");

        // Then
        world.awaitEvents(address, 1);
    }

    @Test
    void aDeletedResourceIsFetchedNoMoreAndGoesOnWhenItIsBack() {
        // Given
        var address = World.address();
        world.secrets("gone");
        world.dovecot.deliver(address, World.message(5));
        world.apply(world.mailbox("gone", address));
        world.awaitEvents(address, 1);

        // When
        world.api.adminClient().resources(InboundMailbox.class).inNamespace(world.namespace).withName("gone").delete();
        await().atMost(World.SOON)
                .untilAsserted(
                        () -> assertThat(operator.get("/metrics")).doesNotContain("name=\"gone\""));
        world.dovecot.deliver(address, World.message(6));
        world.apply(world.mailbox("gone", address));

        // Then
        world.awaitEvents(address, 2);
        assertThat(world.events(address).values()).containsOnly(1L);
        await().atMost(World.SOON).untilAsserted(() -> assertThat(events("gone")).contains("CursorResumed"));
    }

    @Test
    void aRequestedFetchComesAtOnceAndIsEchoed() {
        // Given
        var address = World.address();
        world.secrets("asked");
        world.apply(world.mailbox("asked", address).replace("interval: 5s", "interval: 1h"));
        world.awaitReady("asked");
        world.dovecot.deliver(address, World.message(7));

        // When
        var token = Instant.now().toString();
        world.api.kubectl("-n", world.namespace, "annotate", "imb", "asked",
                "inboundmailbox.io/fetch-requested-at=" + token);

        // Then
        world.awaitEvents(address, 1);
        await().atMost(World.SOON)
                .untilAsserted(
                        () -> assertThat(world.status("asked").lastHandledFetchAt()).isEqualTo(token));
    }

    @Test
    void aNewSinkTakesOverWithoutLosingAMessage() {
        // Given
        var address = World.address();
        world.secrets("moved");
        world.dovecot.deliver(address, World.message(8));
        try (var broken = WebhookReceiver.http()) {
            broken.answer(_ -> WebhookReceiver.Answer.status(503));
            world.apply(world.mailbox("moved", address)
                    .replace(world.receiver.url().toString(), broken.url().toString()));
            world.awaitCondition("moved", "Ready", "False", "SinkUnavailable");

            // When
            world.apply(world.mailbox("moved", address));

            // Then
            world.awaitEvents(address, 1);
            world.awaitReady("moved");
        }
    }

    private static Iterable<String> events(String name) {
        return world.api.adminClient()
                .v1()
                .events()
                .inNamespace(world.namespace)
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .map(Event::getReason)
                .toList();
    }
}
