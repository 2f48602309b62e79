package io.inboundmailbox.sink.stdout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import java.io.IOException;
import java.io.PrintStream;

/// Writes one JSON line per message: what it is, never its body, address or subject. Thread-safe.
public final class StdoutMailSink implements MailSink {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;

    public StdoutMailSink(PrintStream out) {
        this.out = out;
    }

    /// A sink that writes to [System#out].
    public static StdoutMailSink standard() {
        return new StdoutMailSink(System.out);
    }

    /// @throws IOException when the stream is broken: nobody can have read the line
    @Override
    public Verdict deliver(MailMessage message) throws IOException {
        var ref = message.ref();
        var line = JsonNodeFactory.instance.objectNode()
                .put("event", "message")
                .put("id", ref.eventId())
                .put("namespace", ref.mailbox().resource().namespace())
                .put("name", ref.mailbox().resource().name())
                .put("receivedAt", ref.receivedAt() == null ? null : ref.receivedAt().toString())
                .put("size", message.content().size())
                .put("sha256", message.content().sha256().hex());
        out.println(JSON.writeValueAsString(line));
        out.flush();
        if (out.checkError()) {
            throw new IOException("standard output is closed");
        }
        return Verdict.ACCEPTED;
    }

    @Override
    public void close() {
        // Standard output belongs to the process.
    }
}
