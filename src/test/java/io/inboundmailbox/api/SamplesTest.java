package io.inboundmailbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The shipped samples, read without an API server; `DeployIT` gives them to a real one.
class SamplesTest {
    @ParameterizedTest
    @MethodSource("samples")
    void aSampleHoldsTheSecretsThatItNames(Path sample) throws IOException {
        // Given
        var documents = Files.readString(sample).split("(?m)^---$", -1);
        // When
        var spec = Serialization.unmarshal(documents[0], InboundMailbox.class).getSpec();
        // Then
        assertThat(Stream.of(documents).skip(1).map(text -> Serialization.unmarshal(text, Secret.class)))
                .extracting(secret -> secret.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(named(spec));
    }

    static List<Path> samples() throws IOException {
        try (var files = Files.list(Path.of("deploy", "samples"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> named(InboundMailboxSpec spec) {
        var yaml = Serialization.asYaml(spec);
        return yaml.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("name: "))
                .map(line -> line.substring("name: ".length()).replace("\"", ""))
                .distinct()
                .toList();
    }
}
