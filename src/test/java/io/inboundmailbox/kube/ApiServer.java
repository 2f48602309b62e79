package io.inboundmailbox.kube;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inboundmailbox.api.CrdFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real kube-apiserver with its etcd and our CRD, on this machine. No controller runs beside it: nothing collects
/// garbage, a deleted namespace stays, no namespace gets a default ServiceAccount, and Pods are only objects.
///
/// [#shared()] is for all tests of a JVM that leave it whole, each in a [#namespace()] of its own; a test that breaks
/// it starts its own with [#start()]. Both end with the JVM, also by Ctrl-C (not by `kill -9`). Thread-safe.
public final class ApiServer implements AutoCloseable {
    // kube-api-test makes certificates for 365 days and then uses them for ever.
    private static final Duration CERTIFICATES_LAST = Duration.ofDays(300);

    private final KubeAPIServer server;
    private final Kubeconfig admin;
    private final Path directory;
    private final KubernetesClient client;
    private final Thread hook = new Thread(this::stopAtExit, "api-server-stop");

    private ApiServer(KubeAPIServer server) throws IOException {
        this.server = server;
        directory = Files.createTempDirectory("api-server");
        Runtime.getRuntime().addShutdownHook(hook);
        server.start();
        admin = Kubeconfig.selfContained(server.getKubeConfigYaml());
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(admin.yaml())).build();
    }

    /// The one server of this JVM, started by the first call (some five seconds).
    public static ApiServer shared() {
        return Shared.SERVER;
    }

    /// A server of one's own; close it.
    public static ApiServer start() {
        if (ApiServerBinaries.directory().isEmpty()) {
            throw new IllegalStateException(ApiServerBinaries.remedy());
        }
        try {
            removeStaleCertificates(ApiServerBinaries.home());
            var started = new ApiServer(new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                    .withOfflineMode(true)
                    .build()));
            started.installCrd();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client that may do everything. It belongs to this server: do not close it.
    public KubernetesClient adminClient() {
        return client;
    }

    /// The name of a new, empty namespace.
    public String namespace() {
        var namespace = new NamespaceBuilder().withNewMetadata().withGenerateName("test-").endMetadata().build();
        return client.resource(namespace).create().getMetadata().getName();
    }

    /// The path of a kubeconfig that may do everything; it names no other file.
    public String adminKubeconfigFile() {
        return write("admin", admin).toString();
    }

    /// Installs the shipped RBAC with `namespace` in the place of `mail-system` (made if it is not there) and returns
    /// the kubeconfig of the shipped ServiceAccount: a file that names no other file, with a bearer token for a day.
    public Path operatorKubeconfig(String namespace) {
        var token = new ShippedRbac(client, namespace).install().token(Duration.ofDays(1));
        return write("operator-" + namespace, admin.withToken(token, namespace));
    }

    /// Runs kubectl as the admin and returns what it wrote to standard output. Throws AssertionError with standard
    /// error when it fails.
    public String kubectl(String... arguments) {
        return new Kubectl(adminKubeconfigFile()).run(List.of(arguments));
    }

    /// Stops the server; what was stored in it is gone.
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
    }

    private void stop() {
        server.stop();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ctrl-C reaches etcd too. Its end makes kube-api-test remove etcd's data while the hook does the same, and
    /// whoever comes second finds files gone.
    private void stopAtExit() {
        try {
            stop();
        } catch (KubeAPITestException _) {
            // The processes have ended by then.
        }
    }

    private void installCrd() {
        var crd = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .load(CrdFiles.CRD.toFile())
                .serverSideApply();
        client.resource(crd).waitUntilCondition(ApiServer::established, 30, TimeUnit.SECONDS);
    }

    private static boolean established(CustomResourceDefinition crd) {
        return crd.getStatus() != null && crd.getStatus().getConditions() != null
                && crd.getStatus()
                        .getConditions()
                        .stream()
                        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
    }

    private Path write(String name, Kubeconfig kubeconfig) {
        try {
            return Files.writeString(directory.resolve(name + ".kubeconfig"), kubeconfig.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeStaleCertificates(Path home) throws IOException {
        for (var name : List.of("apiserver.crt", "apiserver.key", "client.crt", "client.key")) {
            var file = home.resolve(name);
            if (Files.exists(file) && Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(CERTIFICATES_LAST))) {
                Files.delete(file);
            }
        }
    }

    private static final class Shared {
        static final ApiServer SERVER = start();
    }
}
