package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MessageRef;
import org.jspecify.annotations.Nullable;

/// Counts refusals: of the message at the head of the mailbox, and in a row without any acceptance.
final class Attempts {
    /// So many refusals in a row are a broken sink, not poisonous mail.
    static final int REJECTS_ALL = 20;

    private @Nullable String reference;
    private int ofMessage;
    private int inARow;

    void accepted() {
        reference = null;
        ofMessage = 0;
        inARow = 0;
    }

    void refused(MessageRef message) {
        ofMessage = message.reference().equals(reference) ? ofMessage + 1 : 1;
        reference = message.reference();
        inARow++;
    }

    boolean exhausted(int allowed) {
        return ofMessage >= allowed;
    }

    boolean rejectsAll() {
        return inARow >= REJECTS_ALL;
    }
}
