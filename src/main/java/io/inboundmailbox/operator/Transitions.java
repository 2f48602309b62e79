package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a change of status has to say as Kubernetes Events: transitions only, never a repetition. Pure.
final class Transitions {
    static final Note ROTATED = new Note(Note.NORMAL, "CredentialsRotated",
            "The credentials have changed; they are used from now on.");

    static final Note RESUMED = new Note(Note.NORMAL, "CursorResumed",
            "A resource of this name was deleted before; reading goes on where it stopped.");

    private Transitions() {}

    /// An Event to publish.
    record Note(String type, String reason, String message) {
        static final String NORMAL = "Normal";
        static final String WARNING = "Warning";
    }

    static Note quarantined(Problem why) {
        return new Note(Note.WARNING, "MessageQuarantined", "A message was put into quarantine: " + why.sentence());
    }

    static List<Note> between(@Nullable InboundMailboxStatus before, InboundMailboxStatus after) {
        var notes = new ArrayList<Note>();
        var was = ready(before);
        ready(after).ifPresent(is -> {
            var changed = was.map(old -> !old.getStatus().equals(is.getStatus())
                    || !old.getReason().equals(is.getReason())).orElse(true);
            if (changed && is.getStatus().equals("True")) {
                notes.add(new Note(Note.NORMAL, is.getReason(), is.getMessage()));
            } else if (changed && is.getStatus().equals("False")) {
                notes.add(new Note(Note.WARNING, is.getReason(), is.getMessage()));
            }
        });
        return List.copyOf(notes);
    }

    private static Optional<Condition> ready(@Nullable InboundMailboxStatus status) {
        return status == null
                ? Optional.empty()
                : status.conditions().stream().filter(condition -> condition.getType().equals("Ready")).findFirst();
    }
}
