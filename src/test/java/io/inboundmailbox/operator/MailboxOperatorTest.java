package io.inboundmailbox.operator;

import static io.inboundmailbox.operator.OperatorFixture.eventually;
import static io.inboundmailbox.operator.OperatorFixture.still;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.testing.TestCa;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Kubernetes edge as a whole, from the resource to its status, on fabric8's mock server.
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class MailboxOperatorTest {
    private OperatorFixture it;

    @BeforeEach
    void make(@TempDir Path directory) {
        it = new OperatorFixture(directory);
    }

    @AfterEach
    void end() {
        it.close();
    }

    @Test
    void aResourceThatIsAppliedBecomesReady() {
        // Given
        it.secret("s3cret");
        it.start();
        // When
        it.apply();
        // Then
        it.awaitCondition("Ready", "True", "Ready");
        assertThat(it.sink.accepted).containsExactly("7/1");
        assertThat(it.status().controller()).isEqualTo("mail-system/inbound-mailbox-operator");
        assertThat(it.status().mailboxes()).isEqualTo("1/1");
        assertThat(it.status().sinkUri()).isEqualTo("https://tickets.example.com/mail");
        assertThat(it.statusPatches).hasPositiveValue();
        eventually(() -> assertThat(it.events()).contains("Ready"));
    }

    @Test
    void aResourceThatWasThereBeforeTheOperatorBecomesReadyToo() {
        // Given
        it.apply();
        it.secret("s3cret");
        // When
        it.start();
        // Then
        it.awaitCondition("Ready", "True", "Ready");
    }

    @Test
    void aSecretMayComeLater() {
        // Given
        it.start();
        it.apply();
        it.awaitCondition("Ready", "False", "SecretNotFound");
        // When
        it.secret("s3cret");
        // Then
        it.awaitCondition("Ready", "True", "Ready");
    }

    @Test
    void aConfigMapMayComeLater() {
        // Given
        it.secret("s3cret");
        it.start();
        it.apply(", caBundle: {configMapRef: {name: ca}}");
        it.awaitCondition("Ready", "False", "CaBundleNotFound");
        // When
        it.user.resource(new ConfigMapBuilder().withNewMetadata()
                .withName("ca")
                .withNamespace(OperatorFixture.NAMESPACE)
                .endMetadata()
                .withData(Map.of("ca.crt", new TestCa().pem()))
                .build()).create();
        // Then
        it.awaitCondition("Ready", "True", "Ready");
    }

    @Test
    void aRotatedSecretRestartsTheWorkersOnce() {
        // Given
        ready();
        // When
        it.secret("rotated");
        // Then
        eventually(() -> assertThat(it.events()).containsOnlyOnce("CredentialsRotated"));
        still(() -> assertThat(it.sources).extracting(source -> source.closed).containsExactly(true, false));
        assertThat(it.condition("Ready").getStatus()).isEqualTo("True");
        assertThat(it.sink.accepted).containsExactly("7/1");
    }

    @Test
    void aSecretThatIsDeletedStopsTheWorkers() {
        // Given
        ready();
        // When
        it.user.secrets().inNamespace(OperatorFixture.NAMESPACE).withName("mail").delete();
        // Then
        it.awaitCondition("Ready", "False", "SecretNotFound");
        assertThat(it.sources.getFirst().closed).isTrue();
        assertThat(it.condition("Fetching").getReason()).isEqualTo("WaitingForReferences");
    }

    @Test
    void aSuspendedResourceStopsAndSaysSo() {
        // Given
        ready();
        // When
        it.patch("{\"spec\": {\"suspend\": true}}");
        // Then
        it.awaitCondition("Ready", "True", "Suspended");
        eventually(() -> assertThat(it.sources.getFirst().closed).isTrue());
        it.patch("{\"spec\": {\"suspend\": false}}");
        it.awaitCondition("Ready", "True", "Ready");
        assertThat(it.sources).hasSize(2);
    }

    @Test
    void aChangeOfTheSpecRestartsTheWorkers() {
        // Given
        ready();
        it.preparing = source -> source.with(1, 2);
        // When
        it.patch("{\"spec\": {\"afterDelivery\": {\"action\": \"MarkRead\"}}}");
        // Then
        eventually(() -> assertThat(it.sources).hasSize(2));
        eventually(() -> assertThat(it.sources.getLast().settled).containsExactly("7/2 " + new Settlement.MarkRead()));
        eventually(() -> assertThat(it.condition("Ready").getObservedGeneration()).isEqualTo(generation()));
    }

    @Test
    void aRequestedFetchIsEchoed() {
        // Given
        ready();
        it.sources.getFirst().with(2);
        // When
        it.requestFetch("now");
        // Then
        eventually(() -> assertThat(it.status().lastHandledFetchAt()).isEqualTo("now"));
        assertThat(it.sink.accepted).containsExactly("7/1", "7/2");
        assertThat(it.sources).hasSize(1);
    }

    @Test
    void aDeletedResourceHasNoWorkers() {
        // Given
        ready();
        // When
        it.delete();
        // Then
        eventually(() -> assertThat(it.sources.getFirst().closed).isTrue());
        assertThat(it.numbers().workers()).isZero();
    }

    @Test
    void aResourceThatIsCreatedAgainGoesOnWhereItStopped() {
        // Given
        ready();
        it.delete();
        eventually(() -> assertThat(it.numbers().workers()).isZero());
        it.preparing = source -> source.with(1, 2);
        // When
        it.apply();
        // Then
        eventually(() -> assertThat(it.sink.accepted).containsExactly("7/1", "7/2"));
        eventually(() -> assertThat(it.events()).contains("CursorResumed"));
    }

    @Test
    void aRestartWritesNoStatusAndDeliversNothingAgain() {
        // Given
        ready();
        eventually(() -> assertThat(it.status().messages()).isEqualTo(new InboundMailboxStatus.Messages(1L, 0L)));
        it.stop();
        var before = it.status();
        it.statusPatches.set(0);
        // When
        it.start();
        // Then
        eventually(() -> {
            assertThat(it.sources).hasSize(2);
            assertThat(it.sources.getLast().looks).isNotEmpty();
        });
        still(() -> assertThat(it.statusPatches).hasValue(0));
        assertThat(it.status()).isEqualTo(before);
        assertThat(it.sink.came).containsExactly("7/1");
    }

    @Test
    void aFailingResourceIsNotWrittenByARestartEither() {
        // Given
        it.start();
        it.apply();
        it.awaitCondition("Ready", "False", "SecretNotFound");
        it.stop();
        it.statusPatches.set(0);
        // When
        it.start();
        // Then
        eventually(() -> assertThat(it.numbers().heldBuckets()).isEqualTo(1));
        still(() -> assertThat(it.statusPatches).hasValue(0));
        assertThat(it.condition("Stalled").getReason()).isEqualTo("SecretNotFound");
    }

    private void ready() {
        it.secret("s3cret");
        it.start();
        it.apply();
        it.awaitCondition("Ready", "True", "Ready");
    }

    private @Nullable Long generation() {
        return it.user.resources(InboundMailbox.class)
                .inNamespace(OperatorFixture.NAMESPACE)
                .withName("support")
                .get()
                .getMetadata()
                .getGeneration();
    }
}
