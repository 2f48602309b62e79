package io.inboundmailbox.operator;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.WorkerPlan;

/// What a spec and the objects it names amount to.
sealed interface Resolution {
    /// A plan that can run.
    record Planned(WorkerPlan plan) implements Resolution {}

    /// Something that the spec names is still being read.
    record Pending() implements Resolution {}

    /// It cannot run as it stands.
    record Failed(Problem problem) implements Resolution {}

    /// What a resolver throws when the spec cannot run: a change of the resource or of an object it names is needed.
    static MailFailure.Resolving failure(Reason reason, String sentence) {
        return new MailFailure.Resolving(new Problem(reason, sentence, RetryAdvice.NEVER));
    }

    /// The same for a quantity that cannot be read, which the schema prevents but for resources that are older than it.
    ///
    /// @param complaint of `api` or `plan`: its message names the field
    static MailFailure.Resolving invalid(IllegalArgumentException complaint) {
        return failure(Reason.SpecInvalid, complaint.getMessage() + ": correct it.");
    }

    /// Something that is still being read; ends the resolving, not an error.
    final class PendingException extends Exception {
        private static final long serialVersionUID = 1L;

        PendingException() {
            super("pending", null, false, false);
        }
    }
}
