package io.inboundmailbox.telemetry;

/// A number that some part of the operator knows at any moment; [Meters#watch] is told where to ask for it.
public enum OperatorGauge {
    SPOOL_BYTES("inboundmailbox.spool.bytes", "Bytes of messages in memory and files while they are delivered"),
    WORKERS("inboundmailbox.workers",
            "Mailboxes that this replica works on; virtual threads are in no jvm_threads metric"),
    BUCKETS("inboundmailbox.buckets", "Cursor buckets there are in all"),
    OWNED_BUCKETS("inboundmailbox.owned.buckets", "Cursor buckets that this replica owns"),
    OWNED_RESOURCES("inboundmailbox.owned.resources", "Resources that this replica owns"),
    MEMBERS("inboundmailbox.members", "Live replicas as this one sees them, itself included"),
    CURSOR_WRITE_LAG("inboundmailbox.cursor.write.lag.seconds",
            "Age of the oldest cursor that is not written yet; bounds the repeats after a crash"),
    STATUS_WRITES_WAITING("inboundmailbox.status.writes.waiting", "Resources whose status waits for the write budget"),
    RECONCILIATIONS_ACTIVE("inboundmailbox.reconciliations.active", "Reconciliations under way");

    private final String meter;
    private final String description;

    OperatorGauge(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    String meter() {
        return meter;
    }

    String description() {
        return description;
    }
}
