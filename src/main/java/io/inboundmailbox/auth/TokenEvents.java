package io.inboundmailbox.auth;

import io.inboundmailbox.mail.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told of every request to a token endpoint. Called from many threads; must not block and must not throw.
@FunctionalInterface
public interface TokenEvents {
    /// One request has ended.
    ///
    /// @param outcome how
    /// @param reason why there is no token; null with [Outcome#Granted]
    /// @param took from the request to the last byte of the answer
    void requested(Outcome outcome, @Nullable Reason reason, Duration took);

    /// How a token request ends.
    enum Outcome {
        /// With a token.
        Granted,
        /// The token endpoint said no.
        Refused,
        /// The token endpoint could not be reached, or gave no proper answer.
        Unavailable
    }

    /// Nobody listens.
    static TokenEvents none() {
        return (_, _, _) -> {};
    }
}
