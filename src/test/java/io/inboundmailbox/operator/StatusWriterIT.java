package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.api.InboundMailboxStatus.Messages;
import io.inboundmailbox.api.InboundMailboxStatus.Token;
import io.inboundmailbox.kube.ApiServer;
import io.inboundmailbox.kube.RealApiServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the API server makes of our patches, whatever the writer believed to stand there.
@RealApiServer
@SuppressWarnings("NullAway.Init") // filled before each test
class StatusWriterIT {
    private final ApiServer api = ApiServer.shared();
    private final StatusWriter writer = new StatusWriter(api.adminClient());
    private InboundMailbox resource;

    @BeforeEach
    void create() {
        var yaml = """
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata: {name: support, namespace: %s}
                spec:
                  protocol: IMAP
                  address: support@contoso.com
                  server: {host: imap.example.com}
                  credentials: {password: {secretRef: {name: mail}}}
                  sink: {stdout: {}}
                """.formatted(api.namespace());
        resource = api.adminClient().resource(Serialization.unmarshal(yaml, InboundMailbox.class)).create();
    }

    @Test
    void whatAStatusNoLongerSaysIsGone() {
        // Given
        writer.patch(resource, status(new Token("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z", null, null),
                new Messages(7L, 1L), "Ready", "Stalled"));

        // When
        var after = status(null, new Messages(8L, null), "Ready");
        writer.patch(resource, after);

        // Then
        assertThat(api.adminClient().resource(resource).get().getStatus()).isEqualTo(after);
    }

    @Test
    void aWriterWhoseCacheLagsBehindWritesTheWholeTruth() {
        // Given: two more writes that `resource`, read at the beginning, knows nothing of
        writer.patch(resource, status(null, null, "Authenticated", "Delivering", "Fetching", "Ready"));
        writer.patch(resource, status(null, null, "Ready"));

        // When
        var truth = status(null, new Messages(1L, 0L), "Delivering", "Ready");
        writer.patch(resource, truth);

        // Then
        assertThat(api.adminClient().resource(resource).get().getStatus()).isEqualTo(truth);
    }

    @Test
    void theSameStatusAgainChangesNothing() {
        // Given
        var status = status(null, new Messages(1L, 0L), "Ready");
        var first = writer.patch(resource, status);

        // When
        var second = writer.patch(resource, status);

        // Then
        assertThat(second.getMetadata().getResourceVersion()).isEqualTo(first.getMetadata().getResourceVersion());
    }

    private static InboundMailboxStatus status(@Nullable Token token,
            @Nullable Messages messages, String... conditions) {
        return new InboundMailboxStatus(1L, "mail-system/inbound-mailbox-operator",
                List.of(conditions).stream().map(StatusWriterIT::condition).toList(), token, "1/1", messages, null,
                null, List.of(), null, null);
    }

    private static Condition condition(String type) {
        return new ConditionBuilder().withType(type)
                .withStatus("True")
                .withReason("Because")
                .withMessage("It is so.")
                .withObservedGeneration(1L)
                .withLastTransitionTime("2026-11-23T10:00:00Z")
                .build();
    }
}
