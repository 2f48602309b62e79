package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Problem;

/// How one pass over a mailbox ended, which decides when the next one begins.
sealed interface Outcome {
    /// Everything that was found is dealt with; the next poll comes after the interval.
    record Done() implements Outcome {}

    /// There is more to read: go on at once.
    record More() implements Outcome {}

    /// Something is wrong: wait as the problem advises. What was spooled has been given back.
    record Stuck(Problem problem) implements Outcome {}

    /// This process may not act for the resource at the moment.
    record Fenced() implements Outcome {}
}
