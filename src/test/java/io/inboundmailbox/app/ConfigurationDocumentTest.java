package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void theDocumentHoldsExactlyTheKeys() throws IOException {
        // Given
        var document = Files.readAllLines(Path.of("docs/configuration.md"));

        // When
        var rows = document.stream().filter(line -> line.startsWith("| `")).toList();

        // Then
        assertThat(rows).containsExactlyElementsOf(
                ConfigurationKeys.ALL.stream().map(ConfigurationDocumentTest::row).toList());
    }

    private static String row(ConfigurationKey<?> key) {
        return "| `" + key.name() + "` | " + key.type() + " | " + key.preset() + " | " + key.sentence() + " |";
    }
}
