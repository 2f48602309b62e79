package io.inboundmailbox.sink;

import io.inboundmailbox.mail.Problem;

/// What a sink said of one message.
public sealed interface Verdict {
    /// It has taken the message over; the cursor may pass.
    record Accepted() implements Verdict {}

    /// Not now: the mailbox waits with this message, as long as the problem's advice says.
    record Wait(Problem problem) implements Verdict {}

    /// It cannot take any message as it is set up: a person must act, nothing is skipped.
    record Misconfigured(Problem problem) implements Verdict {}

    /// It does not want this message; after some attempts it goes into quarantine.
    record Refused(Problem problem) implements Verdict {}

    Verdict ACCEPTED = new Accepted();
}
