package io.inboundmailbox.status;

import io.inboundmailbox.mail.Problem;

/// Whether what the spec names could be found.
public sealed interface References {
    /// All of it.
    record Resolved() implements References {}

    /// It is being read.
    record Pending() implements References {}

    /// Something is missing or cannot be used; nothing runs.
    record Unresolved(Problem problem) implements References {}
}
