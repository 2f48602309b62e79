package io.inboundmailbox.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailboxStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each directory of `src/test/resources/status` tells a story: what is observed first (`in-1.yaml`) and the status
/// that follows (`out-1.yaml`), what is observed then, and so on; each status is the previous one of the next step.
class StatusGoldenTest {
    private static final Path STORIES = Path.of("src/test/resources/status");

    @ParameterizedTest
    @MethodSource("stories")
    void theStatusFollowsFromWhatIsObserved(String story) throws IOException {
        // Given
        var directory = STORIES.resolve(story);
        var unread = names(directory);
        InboundMailboxStatus status = null;
        for (var step = 1; unread.contains("in-" + step + ".yaml"); step++) {
            var in = ObservationFile.parse(Files.readString(directory.resolve("in-" + step + ".yaml")));
            // When
            status = Statuses.of(in.after(status));
            // Then
            var out = directory.resolve("out-" + step + ".yaml");
            assertThat(Serialization.asYaml(status)).as("%s", out).isEqualTo(Files.readString(out));
            assertThat(unread.remove("in-" + step + ".yaml")).isTrue();
            assertThat(unread.remove("out-" + step + ".yaml")).isTrue();
        }
        assertThat(unread).as("files that belong to no step").isEmpty();
    }

    static Stream<String> stories() throws IOException {
        return names(STORIES).stream();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            var names = new TreeSet<String>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
