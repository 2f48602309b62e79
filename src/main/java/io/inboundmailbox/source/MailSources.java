package io.inboundmailbox.source;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.SourceSettings;

/// Opens mailboxes. Thread-safe.
@FunctionalInterface
public interface MailSources {
    /// A source for one mailbox; nothing is connected yet.
    MailSource open(Mailbox mailbox, SourceSettings settings);
}
