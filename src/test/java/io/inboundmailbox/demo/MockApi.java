package io.inboundmailbox.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.kube.ApiServerBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/// fabric8's mock of a Kubernetes API, for machines without the real one: it stores objects and tells of changes.
record MockApi(KubernetesMockServer server, KubernetesClient admin, Path kubeconfig) implements KubernetesApi {
    static MockApi start() {
        var mailboxes = CustomResourceDefinitionContext.fromCustomResourceType(InboundMailbox.class);
        var server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(),
                new KubernetesCrudDispatcher(List.of(mailboxes)), false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        return new MockApi(server, server.createClient(), kubeconfig(server.getPort()));
    }

    private static Path kubeconfig(int port) {
        try {
            return Files.writeString(Files.createTempFile("demo-", ".kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: mock, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: demo, user: {}}]
                    contexts: [{name: demo, context: {cluster: mock, user: demo}}]
                    current-context: demo
                    """.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path operatorKubeconfig(String namespace) {
        return kubeconfig;
    }

    @Override
    public List<String> description() {
        return List.of("the mock server of fabric8: it checks neither the resource nor permissions and cannot be used "
                + "with kubectl",
                "for the real one: " + ApiServerBinaries.remedy());
    }

    @Override
    public void close() {
        admin.close();
        server.destroy();
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
