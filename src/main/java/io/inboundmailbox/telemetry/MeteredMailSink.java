package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import java.io.IOException;

/// Counts and times deliveries. An attempt without a verdict (interrupted, content unreadable) is not counted.
final class MeteredMailSink implements MailSink {
    private final MailSink sink;
    private final SinkKind kind;
    private final Meters meters;

    MeteredMailSink(MailSink sink, SinkKind kind, Meters meters) {
        this.sink = sink;
        this.kind = kind;
        this.meters = meters;
    }

    @Override
    public Verdict deliver(MailMessage message) throws IOException, InterruptedException {
        var took = meters.stopwatch();
        meters.deliveryBegins();
        try {
            var verdict = sink.deliver(message);
            meters.delivered(kind, message.ref(), verdict, took.get());
            return verdict;
        } finally {
            meters.deliveryEnds();
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
