package io.inboundmailbox.operator;

import io.inboundmailbox.worker.WorkerPool;
import java.time.Clock;

/// Everything that the reconciler needs of the world; made once.
///
/// @param controller this installation, as `status.controller` names it
record Surroundings(WorkerPool workers, Buckets buckets, ReferenceStore references, Bell bell, PlanResolver resolver,
        ReportFeed feed, StatusPace pace, StatusWriter statuses, EventPublisher events, Triggers triggers,
        Residents residents,
        Watchers watchers, String controller, Clock clock) {}
