package io.inboundmailbox.sink.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TestMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StdoutMailSinkTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StdoutMailSink sink = new StdoutMailSink(new PrintStream(out, false, StandardCharsets.UTF_8));

    @Test
    void aMessageIsOneLineAtOnce() throws Exception {
        // Given
        var message = TestMessages.message(1);
        // When
        var verdict = sink.deliver(message);
        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        assertThat(line()).isEqualTo(new JsonMapper().readTree("""
                {"event": "message", "id": "%s", "namespace": "helpdesk", "name": "support",
                 "receivedAt": "2026-03-01T10:15:30Z", "size": %d, "sha256": "%s"}"""
                .formatted(message.ref().eventId(), message.content().size(), message.content().sha256())));
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void nothingOfTheMessageItselfIsShown() throws Exception {
        // When
        sink.deliver(TestMessages.message(1, TestContent.of("Subject: salary\r\n\r\nbody")));
        // Then
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("salary", "body", "support@", "@mail");
    }

    @Test
    void aTimeThatIsNotKnownIsNull() throws Exception {
        // Given
        var ref = new MessageRef(TestMessages.MAILBOX, "7/1", null, 0);
        // When
        sink.deliver(new MailMessage(ref, null, TestContent.of("")));
        // Then
        assertThat(line().get("receivedAt").isNull()).isTrue();
    }

    @Test
    void aStreamThatIsClosedTakesNothing() {
        // Given
        var broken = new StdoutMailSink(new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        }, false, StandardCharsets.UTF_8));
        // When / Then
        assertThatIOException().isThrownBy(() -> broken.deliver(TestMessages.message(1)));
    }

    @Test
    void closingLeavesStandardOutputOpen() throws Exception {
        // When
        sink.close();
        // Then
        assertThat(sink.deliver(TestMessages.message(1))).isEqualTo(Verdict.ACCEPTED);
    }

    private JsonNode line() throws IOException {
        return new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }
}
