package io.inboundmailbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `deploy/` ships is accepted as it is.
@RealApiServer
class DeployIT {
    private static final ApiServer SERVER = ApiServer.shared();
    private static final Path DEPLOY = Path.of("deploy");
    private static String applied = "";

    @BeforeAll
    static void apply() {
        applied = SERVER.kubectl("apply", "--server-side", "--validate=strict", "--kustomize", DEPLOY.toString());
    }

    @Test
    void theKustomizationInstallsEverything() {
        assertThat(applied.lines()).containsExactlyInAnyOrder(
                "namespace/mail-system serverside-applied",
                "serviceaccount/inbound-mailbox-operator serverside-applied",
                "clusterrole.rbac.authorization.k8s.io/inbound-mailbox-operator serverside-applied",
                "clusterrolebinding.rbac.authorization.k8s.io/inbound-mailbox-operator serverside-applied",
                "role.rbac.authorization.k8s.io/inbound-mailbox-operator serverside-applied",
                "rolebinding.rbac.authorization.k8s.io/inbound-mailbox-operator serverside-applied",
                "service/inbound-mailbox-operator serverside-applied",
                "deployment.apps/inbound-mailbox-operator serverside-applied");
    }

    @Test
    void thePodMeetsTheRestrictedPodSecurityStandard() throws IOException {
        // Given
        var template = deployment().getSpec().getTemplate();
        var pod = new PodBuilder().withNewMetadata()
                .withGenerateName("operator-")
                .withNamespace(ShippedRbac.SHIPPED_NAMESPACE)
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
        // When
        var created = SERVER.adminClient().resource(pod).create();
        // Then
        assertThat(created.getMetadata().getUid()).isNotBlank();
    }

    @Test
    void theNamespaceRefusesPodsThatDoNot() throws IOException {
        // Given
        var template = deployment().getSpec().getTemplate();
        template.getSpec().getSecurityContext().setRunAsNonRoot(false);
        var pod = new PodBuilder().withNewMetadata()
                .withGenerateName("operator-")
                .withNamespace(ShippedRbac.SHIPPED_NAMESPACE)
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
        // Then
        assertThatThrownBy(() -> SERVER.adminClient().resource(pod).create()).hasMessageContaining("restricted");
    }

    @ParameterizedTest
    @MethodSource
    void aSampleIsLegal(Path sample) {
        // When
        var created = SERVER.kubectl("create", "--validate=strict", "--namespace", SERVER.namespace(), "--filename",
                sample.toString());
        // Then
        assertThat(created).contains("inboundmailbox.inboundmailbox.io/");
    }

    static List<Path> aSampleIsLegal() throws IOException {
        try (var files = Files.list(DEPLOY.resolve("samples"))) {
            return files.sorted().toList();
        }
    }

    private static Deployment deployment() throws IOException {
        return Serialization.unmarshal(Files.readString(DEPLOY.resolve("deployment.yaml")), Deployment.class);
    }
}
