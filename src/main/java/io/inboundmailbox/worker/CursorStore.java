package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.ResourceKey;

/// Where cursors are kept. Thread-safe. A worker runs only while the store holds its mailbox: the claim comes before
/// the worker, so that reading never waits.
public interface CursorStore {
    /// The latest progress; [Progress#NONE] for a mailbox that was never seen. Memory only.
    ///
    /// @throws UnreadableCursorException when something is stored that this version does not understand
    Progress progress(Mailbox mailbox) throws UnreadableCursorException;

    /// Whether anything is kept for any mailbox of the resource: a mailbox without progress is then a later addition.
    boolean knows(ResourceKey resource);

    /// Notes progress; it is written within about a second, later when the budget of writes is short.
    void note(Mailbox mailbox, Progress progress);

    /// Notes progress and returns once it is written.
    ///
    /// @return false when it could not be written, because another process owns the mailbox now or the API server does
    ///     not answer
    boolean write(Mailbox mailbox, Progress progress) throws InterruptedException;

    /// A cursor is stored, but not in a form that this version reads. Never to be taken for "none".
    final class UnreadableCursorException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnreadableCursorException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
