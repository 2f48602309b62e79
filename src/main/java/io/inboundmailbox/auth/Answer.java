package io.inboundmailbox.auth;

import io.inboundmailbox.plan.Secret;
import java.time.Duration;
import java.time.Instant;

/// What came of one token request.
sealed interface Answer {
    /// A token; both times by our clock, counted from before the request, so that it never seems to live longer than
    /// it does.
    record Granted(Secret value, Instant acquiredAt, Instant expiresAt) implements Answer {
        Duration life() {
            return Duration.between(acquiredAt, expiresAt);
        }
    }

    /// No token: somebody said no, or nobody answered.
    record Refused(Refusal refusal, TokenEvents.Outcome outcome) implements Answer {}

    static Answer refused(Refusal refusal) {
        return new Refused(refusal, TokenEvents.Outcome.Refused);
    }

    static Answer unavailable(Refusal refusal) {
        return new Refused(refusal, TokenEvents.Outcome.Unavailable);
    }
}
