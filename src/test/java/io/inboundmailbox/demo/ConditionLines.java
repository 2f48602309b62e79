package io.inboundmailbox.demo;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.inboundmailbox.api.InboundMailbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows each change of a condition as a line. Thread-safe.
final class ConditionLines implements ResourceEventHandler<InboundMailbox> {
    private final Screen screen;
    private final Map<String, String> shown = new HashMap<>();
    private String ready = "Unknown";

    ConditionLines(Screen screen) {
        this.screen = screen;
    }

    /// The status of the condition Ready.
    synchronized String ready() {
        return ready;
    }

    @Override
    public void onAdd(InboundMailbox mailbox) {
        show(mailbox);
    }

    @Override
    public void onUpdate(InboundMailbox before, InboundMailbox mailbox) {
        show(mailbox);
    }

    @Override
    public void onDelete(InboundMailbox mailbox, boolean unknown) {
        screen.condition(false, "the resource was deleted");
    }

    private synchronized void show(InboundMailbox mailbox) {
        var status = mailbox.getStatus();
        List<Condition> conditions = status == null ? List.of() : status.conditions();
        conditions.forEach(this::show);
        var types = conditions.stream().map(Condition::getType).toList();
        shown.keySet().removeIf(type -> {
            var gone = !types.contains(type);
            if (gone) {
                screen.condition(true, type + " is gone");
            }
            return gone;
        });
    }

    private void show(Condition condition) {
        var type = condition.getType();
        var line = type + "=" + condition.getStatus() + " " + condition.getReason();
        if (!line.equals(shown.put(type, line))) {
            var good = condition.getStatus().equals("True") && !type.equals("Stalled");
            screen.condition(good, condition.getStatus().equals("False") ? line + ": " + condition.getMessage() : line);
        }
        if (type.equals("Ready")) {
            ready = condition.getStatus();
        }
    }
}
