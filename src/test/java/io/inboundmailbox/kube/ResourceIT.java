package io.inboundmailbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The resource as users meet it: defaults, the status beside the spec, columns, explanations.
@RealApiServer
class ResourceIT {
    private static final String YAML = """
            apiVersion: inboundmailbox.io/v1alpha1
            kind: InboundMailbox
            metadata: {name: support}
            spec:
              protocol: IMAP
              address: support@contoso.com
              credentials:
                clientSecret: {secretRef: {name: contoso-mail}}
              sink:
                webhook: {url: "https://tickets.example.com/mail"}
            """;

    private final ApiServer server = ApiServer.shared();
    private String namespace = "";

    @BeforeEach
    void namespace() {
        namespace = server.namespace();
    }

    @Test
    void theApiServerFillsInTheDefaultsThatOurRecordsAssume() throws IOException {
        // Given
        var json = new ObjectMapper();
        var ours = (ObjectNode) json.readTree(Serialization.asJson(
                Serialization.unmarshal(YAML, InboundMailbox.class).getSpec()));
        ours.remove("additionalUsers"); // [] with us, absent with them
        var bare = Serialization.unmarshal(YAML, GenericKubernetesResource.class);
        // When
        var theirs = server.adminClient().resource(bare).inNamespace(namespace).create();
        // Then
        assertThat(json.readTree(Serialization.asJson(theirs.get("spec")))).isEqualTo(ours);
    }

    @Test
    void beforeTheFirstLookTheStatusSpeaksOfNoGeneration() {
        // When
        var created = create();
        // Then
        assertThat(created.getStatus().observedGeneration()).isEqualTo(-1);
    }

    @Test
    void aStatusPatchChangesNothingOfTheSpecAndNoGeneration() {
        // Given
        var created = create();
        var patch = new InboundMailbox();
        patch.setMetadata(created.getMetadata());
        patch.setStatus(status("1/1"));
        // When
        var patched = server.adminClient().resource(patch).inNamespace(namespace).patchStatus();
        // Then
        assertThat(patched.getStatus()).isEqualTo(status("1/1"));
        assertThat(patched.getSpec()).isEqualTo(created.getSpec());
        assertThat(patched.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void whoEditsTheSpecDoesNotTouchTheStatus() {
        // Given
        var created = create();
        created.setStatus(status("1/1"));
        server.adminClient().resource(created).inNamespace(namespace).patchStatus();
        // When
        var edited = server.adminClient()
                .resources(InboundMailbox.class)
                .inNamespace(namespace)
                .withName("support")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"spec": {"suspend": true}, "status": {"mailboxes": "7/7"}}""");
        // Then
        assertThat(edited.getSpec().suspend()).isTrue();
        assertThat(edited.getStatus()).isEqualTo(status("1/1"));
        assertThat(edited.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void columnsSayWhetherItWorksAndWhyNot() {
        // Given
        var created = create();
        created.setStatus(status("0/1"));
        server.adminClient().resource(created).inNamespace(namespace).patchStatus();
        // When
        var lines = server.kubectl("get", "imb", "--namespace", namespace).lines().toList();
        // Then
        assertThat(lines.get(0).split(" +"))
                .containsExactly("NAME", "READY", "REASON", "PROTOCOL", "MAILBOXES", "LAST-MESSAGE", "AGE");
        assertThat(lines.get(1)).containsPattern("support +False +MailboxNotAuthorized +IMAP +0/1 +\\d+");
    }

    @Test
    void theWideTableAddsCountersAndTheSentence() {
        // Given
        var created = create();
        created.setStatus(status("0/1"));
        server.adminClient().resource(created).inNamespace(namespace).patchStatus();
        // When
        var table = server.kubectl("get", "mail", "--namespace", namespace, "--output", "wide");
        // Then
        assertThat(table.lines().findFirst().orElseThrow())
                .containsPattern("AGE +TOKEN-EXPIRY +DELIVERED +QUARANTINED +MESSAGE");
        assertThat(table).contains("2026-01-31T09:00:00Z").containsPattern(" 12 +1 +Grant access");
    }

    @Test
    void explainAnswersForEveryLevel() {
        // The API server publishes a new schema a moment after the CRD is established.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.kubectl("explain", "imb.spec.interval"))
                        .contains("Time between two polls"));
        assertThat(server.kubectl("explain", "imb")).contains("A mailbox whose mail is handed to a sink");
        assertThat(server.kubectl("explain", "imb.status.conditions.reason")).contains("docs/conditions.md");
    }

    @Test
    void aMisspelledFieldIsRefusedByKubectl() {
        assertThatThrownBy(() -> server.kubectl("create", "--namespace", namespace, "--filename",
                file(YAML.replace("protocol: IMAP", "protocol: IMAP\n  intervall: 1m"))))
                .hasMessageContaining("unknown field \"spec.intervall\"");
    }

    @Test
    void resourcesAreSelectedByAddress() {
        // Given
        create();
        var mailboxes = server.adminClient().resources(InboundMailbox.class).inNamespace(namespace);
        // When
        var found = mailboxes.withField("spec.address", "support@contoso.com").list().getItems();
        var others = mailboxes.withField("spec.address", "sales@contoso.com").list().getItems();
        // Then
        assertThat(found).hasSize(1);
        assertThat(others).isEmpty();
    }

    private InboundMailbox create() {
        return server.adminClient()
                .resource(Serialization.unmarshal(YAML, InboundMailbox.class))
                .inNamespace(namespace)
                .create();
    }

    private static InboundMailboxStatus status(String mailboxes) {
        var ready = new ConditionBuilder().withType("Ready")
                .withStatus("False")
                .withReason("MailboxNotAuthorized")
                .withMessage("Grant access.")
                .withLastTransitionTime("2026-01-31T08:00:00Z")
                .withObservedGeneration(1L)
                .build();
        return new InboundMailboxStatus(1L, "mail-system/inbound-mailbox-operator", List.of(ready),
                new InboundMailboxStatus.Token("2026-01-31T08:00:00Z", "2026-01-31T09:00:00Z",
                        InboundMailboxStatus.TokenKind.ClientSecret, null),
                mailboxes, new InboundMailboxStatus.Messages(12L, 1L), "2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z",
                List.of(new InboundMailboxStatus.User("support@contoso.com", false, "MailboxNotAuthorized",
                        "2026-01-31T08:00:00Z", null, 12L, 1L)),
                "https://tickets.example.com/mail", null);
    }

    private static String file(String yaml) {
        try {
            var file = Files.createTempFile("mailbox", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
