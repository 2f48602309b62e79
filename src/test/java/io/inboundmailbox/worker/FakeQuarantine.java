package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// References in memory. Thread-safe.
final class FakeQuarantine implements Quarantine {
    final List<String> kept = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public boolean keep(MessageRef message, Problem why) {
        if (!full) {
            kept.add(message.reference() + " " + why.reason());
        }
        return !full;
    }
}
