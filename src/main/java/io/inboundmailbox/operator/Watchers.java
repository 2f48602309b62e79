package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.ResourceKey;
import java.util.List;

/// Hears what the reconciler sees, for meters. Called on reconciler threads; returns at once.
public interface Watchers {
    /// A resource of this process, with its status as it should be now.
    void observed(InboundMailbox resource, InboundMailboxStatus status, List<MailboxReport> reports);

    /// A resource that is gone, or another process' now.
    void forgotten(ResourceKey resource);
}
