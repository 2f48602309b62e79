package io.inboundmailbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdDriftTest {
    @Test
    void theCheckedInCrdIsTheGeneratedOne(@TempDir Path directory) throws IOException {
        // When
        CrdFiles.write(directory);
        // Then
        assertThat(directory.resolve(CrdFiles.CRD.getFileName()))
                .as("run mvn -q -Pcrds and look at what changed")
                .hasSameTextualContentAs(CrdFiles.CRD);
    }

    @Test
    void nothingElseIsCheckedInBesideIt() throws IOException {
        try (var files = Files.list(CrdFiles.CRD.getParent())) {
            assertThat(files).containsExactly(CrdFiles.CRD);
        }
    }
}
