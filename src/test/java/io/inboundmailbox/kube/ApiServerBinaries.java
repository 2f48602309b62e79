package io.inboundmailbox.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Where kube-apiserver, etcd and kubectl are: the folder that fabric8's kube-api-test looks into.
public final class ApiServerBinaries implements ExecutionCondition {
    private static final List<String> NAMES = List.of("kube-apiserver", "etcd", "kubectl");

    /// The folder of the three binaries; empty where they are not all there.
    public static Optional<Path> directory() {
        var versions = home().resolve("k8s");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (var directories = Files.list(versions)) {
            return directories.filter(ApiServerBinaries::complete).max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How to get the binaries, as a sentence.
    public static String remedy() {
        return "no kube-apiserver, etcd and kubectl below " + home().resolve("k8s")
                + ": src/test/kubernetes/build builds them (Go is needed, ten minutes the first time)";
    }

    static Path home() {
        return Path.of(Objects.requireNonNullElseGet(System.getenv("KUBE_API_TEST_DIR"),
                () -> Path.of(System.getProperty("user.home"), ".kubeapitest").toString()));
    }

    private static boolean complete(Path directory) {
        return NAMES.stream().map(directory::resolve).allMatch(Files::isExecutable);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var found = directory();
        if (found.isPresent()) {
            return ConditionEvaluationResult.enabled("found " + found.get());
        }
        if (Boolean.getBoolean("apiserver.required")) {
            throw new IllegalStateException(remedy());
        }
        LoggerFactory.getLogger(ApiServerBinaries.class)
                .atWarn()
                .addKeyValue("test", context.getDisplayName())
                .addKeyValue("why", remedy())
                .log("NOT TESTED:");
        return ConditionEvaluationResult.disabled(remedy());
    }
}
