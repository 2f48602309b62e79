package io.inboundmailbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What `deploy/rbac.yaml` ships, installed for an operator in a namespace that a test chooses.
final class ShippedRbac {
    static final Path FILE = Path.of("deploy", "rbac.yaml");
    static final String SHIPPED_NAMESPACE = "mail-system";
    static final String ACCOUNT = "inbound-mailbox-operator";

    private final KubernetesClient client;
    private final String namespace;

    ShippedRbac(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    ShippedRbac install() {
        var home = new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
        client.resource(home).serverSideApply();
        objects().forEach(object -> client.resource(moved(object)).serverSideApply());
        // The API server's authorizer learns of a binding by a watch of its own.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    var access = new Access(client, ACCOUNT, namespace);
                    assertThat(access.may("list", "inboundmailbox.io/inboundmailboxes", "default")).isTrue();
                    assertThat(access.may("create", "coordination.k8s.io/leases", namespace)).isTrue();
                });
        return this;
    }

    /// A bearer token of the ServiceAccount, by TokenRequest.
    String token(Duration lifetime) {
        var request = new TokenRequestBuilder().withNewSpec()
                .withExpirationSeconds(lifetime.toSeconds())
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(ACCOUNT)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private List<HasMetadata> objects() {
        try (var file = Files.newInputStream(FILE)) {
            return client.load(file).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HasMetadata moved(HasMetadata object) {
        if (SHIPPED_NAMESPACE.equals(object.getMetadata().getNamespace())) {
            object.getMetadata().setNamespace(namespace);
        }
        if (object instanceof RoleBinding binding) {
            binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
        }
        if (object instanceof ClusterRoleBinding binding) {
            // One for each namespace: tests beside each other must not take it from one another.
            binding.getMetadata().setName(ACCOUNT + "-" + namespace);
            binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
        }
        return object;
    }
}
