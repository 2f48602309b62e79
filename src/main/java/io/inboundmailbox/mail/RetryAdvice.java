package io.inboundmailbox.mail;

import java.time.Duration;

/// When it makes sense to try again. The waits themselves are computed by the worker.
public sealed interface RetryAdvice {
    /// Only a change of the resource or of its Secret can help. Tried with growing waits at first, because what was
    /// changed at the other side needs minutes to arrive there, later once an hour.
    record Never() implements RetryAdvice {}

    /// A person must act where the operator cannot see it. Growing waits, later every 15 minutes.
    record Slow() implements RetryAdvice {}

    /// A passing fault: growing waits of at most five minutes.
    record BackOff() implements RetryAdvice {}

    /// The other side named a time. Capped by the worker.
    record After(Duration delay) implements RetryAdvice {
        public After {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a delay must not be negative");
            }
        }
    }

    RetryAdvice NEVER = new Never();
    RetryAdvice SLOW = new Slow();
    RetryAdvice BACK_OFF = new BackOff();

    static RetryAdvice after(Duration delay) {
        return new After(delay);
    }
}
