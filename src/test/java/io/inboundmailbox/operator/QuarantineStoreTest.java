package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

// The extension fills the fields before each test.
@SuppressWarnings("NullAway.Init")
@EnableKubernetesMockClient(crud = true)
class QuarantineStoreTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    private static final Problem REFUSED = new Problem(Reason.MessageRefused, "The sink refused it.",
            RetryAdvice.NEVER);

    private final FakeTime time = new FakeTime();
    private final Line line = new Line();
    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void aReferenceSaysWhereTheMessageLiesAndWhy() throws Exception {
        // When
        var kept = store().keep(message("7/1"), REFUSED);
        // Then
        var references = new JsonMapper().readTree(stored().getData().get("references"));
        assertThat(kept).isTrue();
        assertThat(references).isEqualTo(new JsonMapper().readTree("""
                [{"eventId": "%s", "mailbox": "%s", "reference": "7/1", "reason": "MessageRefused",
                  "time": "2026-06-01T00:00:00Z", "receivedAt": "2026-06-01T00:00:00Z"}]"""
                .formatted(message("7/1").eventId(), BucketsTest.mailbox("support").key())));
        assertThat(stored().getMetadata().getAnnotations()).containsEntry("inboundmailbox.io/resource",
                "helpdesk/support");
    }

    @Test
    void aMessageIsKeptOnce() {
        // Given
        store().keep(message("7/1"), REFUSED);
        // When
        var again = store().keep(message("7/1"), REFUSED);
        // Then
        assertThat(again).isTrue();
        assertThat(store().count(SUPPORT)).isEqualTo(1);
    }

    @Test
    void twoWorkersThatKeepAtTheSameTimeBothSucceed() {
        // Given
        store().keep(message("7/1"), REFUSED);
        line.beforeWrite(() -> store().keep(message("7/2"), REFUSED));
        // When
        var kept = store(server.createClient(line::attachTo)).keep(message("7/3"), REFUSED);
        // Then
        assertThat(kept).isTrue();
        assertThat(store().count(SUPPORT)).isEqualTo(3);
    }

    @Test
    void aFullQuarantineKeepsNoMore() {
        // Given
        var references = IntStream.range(0, QuarantineStore.LIMIT)
                .mapToObj(i -> "{\"eventId\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        put(Map.of("format", "1", "references", references));
        // When
        var kept = store().keep(message("7/1"), REFUSED);
        // Then
        assertThat(kept).isFalse();
        assertThat(store().count(SUPPORT)).isEqualTo(QuarantineStore.LIMIT);
    }

    @Test
    void aQuarantineOfALaterFormatStaysAsItIs() {
        // Given
        put(Map.of("format", "2", "references", "[]"));
        // When
        var kept = store().keep(message("7/1"), REFUSED);
        // Then
        assertThat(kept).isFalse();
        assertThat(stored().getData()).containsEntry("references", "[]");
    }

    @Test
    void aMessageIsNotKeptWhileTheServerDoesNotAnswer() {
        // Given
        line.cut();
        // When
        var kept = store(server.createClient(line::attachTo)).keep(message("7/1"), REFUSED);
        // Then
        assertThat(kept).isFalse();
    }

    private QuarantineStore store() {
        return store(client);
    }

    private QuarantineStore store(KubernetesClient through) {
        return new QuarantineStore(through, Replica.NAMESPACE, time.clocks().wall());
    }

    private void put(Map<String, String> data) {
        client.resource(new ConfigMapBuilder().withNewMetadata()
                .withName(QuarantineStore.name(SUPPORT))
                .withNamespace(Replica.NAMESPACE)
                .endMetadata()
                .withData(data)
                .build()).create();
    }

    private ConfigMap stored() {
        return client.configMaps().inNamespace(Replica.NAMESPACE).withName(QuarantineStore.name(SUPPORT)).require();
    }

    private static MessageRef message(String reference) {
        return new MessageRef(BucketsTest.mailbox("support"), reference, FakeTime.START, 10);
    }
}
