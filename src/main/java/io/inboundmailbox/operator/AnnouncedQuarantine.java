package io.inboundmailbox.operator;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.worker.Quarantine;

/// A quarantine that says so with an Event, once per message. Thread-safe.
final class AnnouncedQuarantine implements Quarantine {
    private final Quarantine quarantine;
    private final Residents residents;
    private final EventPublisher events;

    AnnouncedQuarantine(Quarantine quarantine, Residents residents, EventPublisher events) {
        this.quarantine = quarantine;
        this.residents = residents;
        this.events = events;
    }

    @Override
    public boolean keep(MessageRef message, Problem why) throws InterruptedException {
        var kept = quarantine.keep(message, why);
        if (kept) {
            residents.find(message.mailbox().resource())
                    .ifPresent(resource -> events.publish(resource, Transitions.quarantined(why)));
        }
        return kept;
    }
}
