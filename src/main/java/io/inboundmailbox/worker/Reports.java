package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MailboxReport;

/// Hears what workers learn. Called on the workers' threads; returns at once.
@FunctionalInterface
public interface Reports {
    void changed(MailboxReport report);
}
