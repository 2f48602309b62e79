package io.inboundmailbox.telemetry;

import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.MailSinks;

/// Opens sinks that are measured. Thread-safe as what it decorates.
public final class MeteredMailSinks implements MailSinks {
    private final MailSinks sinks;
    private final Meters meters;

    public MeteredMailSinks(MailSinks sinks, Meters meters) {
        this.sinks = sinks;
        this.meters = meters;
    }

    @Override
    public MailSink open(SinkSettings settings) {
        return new MeteredMailSink(sinks.open(settings), SinkKind.of(settings), meters);
    }
}
