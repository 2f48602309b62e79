package io.inboundmailbox.auth;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.plan.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token that is sent as `Bearer`.
///
/// @param value the token itself
/// @param acquiredAt when the token endpoint gave it out, by our clock
/// @param expiresAt when it ends, by our clock
/// @param refreshProblem an early refresh was refused while this token still works, so status can say
///     `Authenticated=False` at once while mail goes on; null otherwise
public record AccessToken(Secret value, Instant acquiredAt, Instant expiresAt, @Nullable Problem refreshProblem) {
    /// What may be told of it.
    public TokenInfo info() {
        return new TokenInfo(acquiredAt, expiresAt, refreshProblem);
    }
}
