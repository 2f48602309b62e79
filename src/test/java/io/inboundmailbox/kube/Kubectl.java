package io.inboundmailbox.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The kubectl beside the API server.
record Kubectl(String kubeconfig) {
    /// What it writes to standard output; an AssertionError with what it writes to standard error when it fails.
    String run(List<String> arguments) {
        var kubectl = ApiServerBinaries.directory().orElseThrow().resolve("kubectl").toString();
        var command = Stream.concat(Stream.of(kubectl, "--kubeconfig", kubeconfig), arguments.stream()).toList();
        try {
            var errors = Files.createTempFile("kubectl", ".err");
            var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var code = process.waitFor();
            var complaint = taken(errors);
            if (code != 0) {
                throw new AssertionError("kubectl " + String.join(" ", arguments) + ": " + complaint);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String taken(Path file) throws IOException {
        var text = Files.readString(file);
        Files.delete(file);
        return text;
    }
}
