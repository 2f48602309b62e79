package io.inboundmailbox.plan;

/// What is done with a message in its mailbox once the sink has accepted it (or it was quarantined).
public sealed interface Settlement {
    /// Nothing: the mailbox is left as it is.
    record Nothing() implements Settlement {}

    record MarkRead() implements Settlement {}

    /// Moved to another folder, named as in `spec.folder`.
    record Move(String folder) implements Settlement {}

    record Delete() implements Settlement {}

    Settlement NOTHING = new Nothing();
}
