package io.inboundmailbox.status;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.RetryAdvice;
import org.jspecify.annotations.Nullable;

/// What is found of one condition, before it is merged with what stands in the resource.
///
/// @param type the condition type
/// @param truth its status
/// @param reason its reason
/// @param message its message
/// @param advice when it is tried again; null unless it is False
/// @param generation the generation that was judged: an older one where the earlier judgement still stands
record Finding(String type, Truth truth, String reason, String message, @Nullable RetryAdvice advice,
        long generation) {

    static Finding of(String type, Problem problem, long generation) {
        return new Finding(type, Truth.False, problem.reason().name(), problem.sentence(), problem.advice(),
                generation);
    }

    boolean isTrue() {
        return truth == Truth.True;
    }

    /// Whether a person must act before it can become true.
    boolean needsPerson() {
        return truth == Truth.False && needsPerson(advice);
    }

    static boolean needsPerson(@Nullable RetryAdvice advice) {
        return advice instanceof RetryAdvice.Never || advice instanceof RetryAdvice.Slow;
    }
}
