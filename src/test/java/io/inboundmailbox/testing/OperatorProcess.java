package io.inboundmailbox.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The operator as a process of its own: the packaged jar, with the environment of the shipped Deployment. What is
/// started here ends with this JVM at the latest. Thread-safe but for [#close].
public final class OperatorProcess implements AutoCloseable {
    private static final Pattern RUNS = Pattern.compile("(?m)^(?=.*The operator runs).*?port\\W+(\\d+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final Thread hook;
    private final HttpClient http = HttpClient.newHttpClient();

    private OperatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts it and returns at once.
    ///
    /// @param kubeconfig whom it acts as
    /// @param namespace its own namespace
    /// @param environment further variables, over those of the shipped Deployment
    public static OperatorProcess start(Path kubeconfig, String namespace, Map<String, String> environment) {
        try {
            var log = Files.createTempFile("operator-", ".log");
            var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m", "--sun-misc-unsafe-memory-access=allow", "-jar", jar().toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("INBOUNDMAILBOX_"));
            builder.environment().putAll(shipped());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment().put("POD_NAME", "operator");
            builder.environment().put("POD_NAMESPACE", namespace);
            builder.environment().put("INBOUNDMAILBOX_HTTP_PORT", "0");
            builder.environment()
                    .put("INBOUNDMAILBOX_SPOOL_DIRECTORY",
                            Files.createTempDirectory("operator-spool-").toString());
            builder.environment().putAll(environment);
            return new OperatorProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The plain values among the shipped Deployment's variables; the others come from the pod.
    private static Map<String, String> shipped() {
        try {
            var deployment = Serialization.unmarshal(Files.readString(Path.of("deploy", "deployment.yaml")),
                    Deployment.class);
            var values = new HashMap<String, String>();
            for (var variable : deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv()) {
                if (variable.getValue() != null) {
                    values.put(variable.getName(), variable.getValue());
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        var jar = Path.of(System.getProperty("operator.jar", "target/inbound-mailbox-operator-0.1.0-SNAPSHOT.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run this after `mvn package`");
        }
        return jar;
    }

    /// Waits until it says that it runs.
    public OperatorProcess awaitRunning() {
        await().atMost(START).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            assertThat(process.isAlive()).as("the operator ended: %s", log()).isTrue();
            assertThat(log()).containsPattern(RUNS);
        });
        return this;
    }

    /// The port of metrics and health; only once it runs.
    public int port() {
        var matcher = RUNS.matcher(log());
        if (!matcher.find()) {
            throw new IllegalStateException("the operator does not run yet");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /// The body of an answer of its HTTP endpoint.
    public String get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Everything that it has written to standard output and standard error.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// The exit code, once it has ended.
    public int awaitExit() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the operator has ended").isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// `kill -9`, and waits until it is gone.
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /// SIGTERM, as a kubelet sends it; returns at once.
    public void terminate() {
        process.destroy();
    }

    /// Ends it, politely if it can be done.
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
