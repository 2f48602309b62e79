package io.inboundmailbox.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;

/// The Kubernetes API of the demo, with our CRD in it.
sealed interface KubernetesApi extends AutoCloseable permits RealApi, MockApi {
    /// May do everything; belongs to the API.
    KubernetesClient admin();

    /// Whom the operator acts as. The namespace is there afterwards.
    Path operatorKubeconfig(String namespace);

    /// What runs here, what it cannot do, and how to look into it; a line each.
    List<String> description();

    @Override
    void close();
}
