package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.worker.Quarantine;

/// Counts what is put into quarantine. Thread-safe as what it decorates.
public final class MeteredQuarantine implements Quarantine {
    private final Quarantine quarantine;
    private final Meters meters;

    public MeteredQuarantine(Quarantine quarantine, Meters meters) {
        this.quarantine = quarantine;
        this.meters = meters;
    }

    @Override
    public boolean keep(MessageRef message, Problem why) throws InterruptedException {
        var kept = quarantine.keep(message, why);
        if (kept) {
            meters.quarantined(why.reason());
        }
        return kept;
    }
}
