package io.inboundmailbox.mail;

import java.time.Instant;

/// What is known about one aspect of a mailbox.
public sealed interface Evidence {
    /// Nothing was tried yet since this process took the mailbox over.
    record Missing() implements Evidence {}

    /// It worked when it was last tried.
    record Good(Instant since) implements Evidence {}

    /// It failed when it was last tried.
    record Failed(Problem problem, Instant since) implements Evidence {}

    static Evidence missing() {
        return new Missing();
    }

    /// The evidence after a success at `now`: unchanged when it was good already.
    default Evidence good(Instant now) {
        return this instanceof Good ? this : new Good(now);
    }

    /// The evidence after a failure at `now`: unchanged while the problem says the same, and with the first moment
    /// while at least the reason is the same.
    default Evidence failed(Problem problem, Instant now) {
        if (this instanceof Failed(var before, var since) && before.reason() == problem.reason()) {
            return before.says(problem) ? this : new Failed(problem, since);
        }
        return new Failed(problem, now);
    }
}
