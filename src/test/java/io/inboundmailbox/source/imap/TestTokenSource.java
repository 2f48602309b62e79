package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import io.inboundmailbox.auth.TokenSource;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.testing.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out tokens of a test's own issuer.
final class TestTokenSource implements TokenSource {
    private final TestTokens issuer;
    private final String subject;
    private final Clock clock;
    private final List<AccessToken> refused = new ArrayList<>();
    private @Nullable AccessToken current;

    TestTokenSource(TestTokens issuer, String subject, Clock clock) {
        this.issuer = issuer;
        this.subject = subject;
        this.clock = clock;
    }

    @Override
    public AccessToken token(Credentials.ClientSecret credentials, String scope) {
        var token = current;
        if (token == null || !token.expiresAt().isAfter(clock.instant().plus(Duration.ofMinutes(5)))) {
            token = token(issuer.token(subject, clock.instant().plus(Duration.ofHours(1))), clock.instant());
            current = token;
        }
        return token;
    }

    @Override
    public void refused(Credentials.ClientSecret credentials, String scope, AccessToken token) {
        refused.add(token);
        current = null;
    }

    @Override
    public void retry(Credentials.ClientSecret credentials, String scope) {
        current = null;
    }

    /// The next token is this one.
    void hand(String token, Instant acquiredAt) {
        current = token(token, acquiredAt);
    }

    List<AccessToken> refused() {
        return refused;
    }

    private static AccessToken token(String value, Instant acquiredAt) {
        return new AccessToken(Secret.of(value), acquiredAt, acquiredAt.plus(Duration.ofHours(1)), null);
    }
}
