package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the Events of `docs/conditions.md` to the code.
class EventsDocumentTest {
    @Test
    void everyEventBesidesThoseOfReadyStandsInOneRow() throws IOException {
        // Given
        var document = Files.readAllLines(Path.of("docs/conditions.md"));
        var problem = new Problem(Reason.MessageTooLarge, "A message is too large.", RetryAdvice.NEVER);
        var events = Stream.of(Transitions.ROTATED, Transitions.RESUMED, Transitions.quarantined(problem));

        // When
        var rows = document.subList(document.indexOf("## Events"), document.size())
                .stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1));

        // Then
        assertThat(rows).containsExactlyInAnyOrderElementsOf(
                events.map(note -> "| `" + note.reason() + "` | " + note.type() + " |").toList());
    }
}
