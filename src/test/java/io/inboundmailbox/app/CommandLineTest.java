package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a start ends that cannot succeed; the others are shown with the operator as a process.
class CommandLineTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"operate", "--help", "operator now"})
    void aCallThatIsNoneSaysHowToCall(String arguments) {
        // When
        var code = run(Map.of(), arguments.split(" "));
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(errors()).startsWith("usage: ");
    }

    @Test
    void allMistakesOfTheConfigurationAreToldTogether() {
        // When
        var code = run(Map.of("INBOUNDMAILBOX_HTTP_PORT", "eighty", "INBOUNDMAILBOX_TYPO", "x"));
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(errors().lines()).hasSize(2);
        assertThat(errors()).contains("INBOUNDMAILBOX_HTTP_PORT", "INBOUNDMAILBOX_TYPO");
    }

    @Test
    void aProxyThatIsNoneIsOneOfThem() {
        // When
        var code = run(Map.of("HTTPS_PROXY", "http://"), "operator");
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(errors()).contains("HTTPS_PROXY");
    }

    @Test
    void aSpoolDirectoryThatIsNoneIsNamed(@TempDir Path directory) throws Exception {
        // Given
        var file = Files.createFile(directory.resolve("file"));
        // When
        var code = run(Map.of("INBOUNDMAILBOX_SPOOL_DIRECTORY", file.toString()));
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(errors()).contains("The operator cannot start", "INBOUNDMAILBOX_SPOOL_DIRECTORY", file.toString());
    }

    private int run(Map<String, String> environment, String... arguments) {
        return CommandLine.run(environment, new PrintStream(errors, true, StandardCharsets.UTF_8), arguments);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
