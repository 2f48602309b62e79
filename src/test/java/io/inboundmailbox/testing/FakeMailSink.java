package io.inboundmailbox.testing;

import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A sink that says what it is told to say, and otherwise accepts. Thread-safe.
public final class FakeMailSink implements MailSink {
    public static final Problem UNAVAILABLE = new Problem(Reason.SinkUnavailable, "Not now.", RetryAdvice.BACK_OFF);
    public static final Problem UNAUTHORIZED = new Problem(Reason.SinkUnauthorized, "Not you.", RetryAdvice.SLOW);
    public static final Problem REFUSED = new Problem(Reason.MessageRefused, "Not this.", RetryAdvice.BACK_OFF);

    /// What happens while a message is delivered.
    @FunctionalInterface
    public interface Meanwhile {
        void happens(MailMessage message) throws IOException, InterruptedException;
    }

    /// References of the messages that came, accepted or not.
    public final List<String> came = new CopyOnWriteArrayList<>();
    public final List<String> accepted = new CopyOnWriteArrayList<>();
    public final List<String> eventIds = new CopyOnWriteArrayList<>();
    public volatile Meanwhile meanwhile = _ -> {};
    public volatile boolean closed;
    private final Queue<Verdict> script = new ArrayDeque<>();
    private Verdict otherwise = Verdict.ACCEPTED;

    /// Its next answers.
    public synchronized FakeMailSink says(Verdict... verdicts) {
        script.addAll(List.of(verdicts));
        return this;
    }

    /// Its answers when the script has come to its end.
    public synchronized FakeMailSink saysAlways(Verdict verdict) {
        otherwise = verdict;
        return this;
    }

    @Override
    public Verdict deliver(MailMessage message) throws IOException, InterruptedException {
        came.add(message.ref().reference());
        eventIds.add(message.ref().eventId());
        meanwhile.happens(message);
        var verdict = next();
        if (verdict instanceof Verdict.Accepted) {
            accepted.add(message.ref().reference());
        }
        return verdict;
    }

    private synchronized Verdict next() {
        return script.isEmpty() ? otherwise : script.remove();
    }

    @Override
    public void close() {
        closed = true;
    }
}
