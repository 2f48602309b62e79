package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.MailSources;

/// Opens mailboxes that are measured. Thread-safe as what it decorates.
public final class MeteredMailSources implements MailSources {
    private final MailSources sources;
    private final Meters meters;

    public MeteredMailSources(MailSources sources, Meters meters) {
        this.sources = sources;
        this.meters = meters;
    }

    @Override
    public MailSource open(Mailbox mailbox, SourceSettings settings) {
        return new MeteredMailSource(sources.open(mailbox, settings), mailbox, meters);
    }
}
