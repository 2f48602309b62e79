package io.inboundmailbox.operator;

import io.inboundmailbox.worker.CursorStore;
import io.inboundmailbox.worker.Guard;
import io.inboundmailbox.worker.Quarantine;
import io.inboundmailbox.worker.Reports;
import io.inboundmailbox.worker.WorkerPool;

/// Makes the workers' pool around what the Kubernetes edge keeps for it; the composition root adds sources, sinks and
/// meters, which the edge does not know.
@FunctionalInterface
public interface WorkerPools {
    WorkerPool open(CursorStore cursors, Guard guard, Quarantine quarantine, Reports reports);
}
