package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Progress in memory, with a log of what came when. Thread-safe.
final class FakeCursorStore implements CursorStore {
    final Map<Mailbox, Progress> progress = new ConcurrentHashMap<>();
    final List<Progress> written = new CopyOnWriteArrayList<>();
    volatile boolean unreadable;
    volatile boolean writable = true;
    volatile boolean held = true;

    @Override
    public Progress progress(Mailbox mailbox) throws UnreadableCursorException {
        if (!held) {
            throw new IllegalStateException("not held");
        }
        if (unreadable) {
            throw new UnreadableCursorException("from the future", new IllegalArgumentException());
        }
        return progress.getOrDefault(mailbox, Progress.NONE);
    }

    @Override
    public boolean knows(ResourceKey resource) {
        return progress.keySet().stream().anyMatch(mailbox -> mailbox.resource().equals(resource));
    }

    @Override
    public void note(Mailbox mailbox, Progress next) {
        progress.put(mailbox, next);
    }

    @Override
    public boolean write(Mailbox mailbox, Progress next) {
        if (writable) {
            note(mailbox, next);
            written.add(next);
        }
        return writable;
    }
}
