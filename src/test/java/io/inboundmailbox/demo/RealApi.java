package io.inboundmailbox.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.inboundmailbox.kube.ApiServer;
import io.inboundmailbox.kube.ApiServerBinaries;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A real kube-apiserver with its etcd; the operator is the shipped ServiceAccount.
record RealApi(ApiServer server) implements KubernetesApi {
    static RealApi start() {
        return new RealApi(ApiServer.start());
    }

    @Override
    public KubernetesClient admin() {
        return server.adminClient();
    }

    @Override
    public Path operatorKubeconfig(String namespace) {
        return server.operatorKubeconfig(namespace);
    }

    @Override
    public List<String> description() {
        var version = server.adminClient().getKubernetesVersion().getGitVersion();
        return List.of("the real kube-apiserver " + version + " with etcd",
                "KUBECONFIG=" + server.adminKubeconfigFile() + " " + kubectl() + " get imb -A");
    }

    /// The one on the PATH, otherwise the one beside the API server.
    private static String kubectl() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        if (Stream.of(path).anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")))) {
            return "kubectl";
        }
        return ApiServerBinaries.directory().orElseThrow().resolve("kubectl").toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
