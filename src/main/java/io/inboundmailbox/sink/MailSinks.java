package io.inboundmailbox.sink;

import io.inboundmailbox.plan.SinkSettings;

/// Opens sinks. Thread-safe.
@FunctionalInterface
public interface MailSinks {
    /// A sink with these settings; nothing is connected yet.
    MailSink open(SinkSettings settings);
}
