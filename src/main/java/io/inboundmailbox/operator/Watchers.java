package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.WorkerPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears what the reconciler sees and does, for meters. Called on reconciler threads; returns at once.
public interface Watchers {
    /// A resource of this process, with its status as it should be now.
    ///
    /// @param plan what runs for it; null while nothing does
    void observed(InboundMailbox resource, InboundMailboxStatus status, @Nullable WorkerPlan plan);

    /// A resource that is gone, or another process' now.
    void forgotten(ResourceKey resource);

    /// A status is being written.
    void statusWritten();

    /// A reconciliation ended.
    void reconciled(boolean success, Duration took);
}
