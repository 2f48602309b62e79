package io.inboundmailbox.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An issuer of tokens (JWT, RS256) that lives as long as a test. Thread-safe.
public final class TestTokens {
    public static final String ISSUER = "https://sts.test/";

    private final TokenSigner signer = new TokenSigner();

    /// A token; each call makes a different one.
    ///
    /// @param subject the mailbox (for Dovecot itself) or the application (for `ExchangeFront`)
    public String token(String subject, Instant expiresAt) {
        return signer.sign(Map.of("iss", ISSUER, "sub", subject, "exp", expiresAt.getEpochSecond(), "jti",
                UUID.randomUUID().toString()));
    }

    /// Who a token was issued to, if it is one of ours and valid now.
    public Optional<String> subject(String token, Instant now) {
        var claims = signer.verify(token);
        return claims.get("exp") instanceof Number end && end.longValue() > now.getEpochSecond()
                ? Optional.ofNullable(claims.get("sub")).map(Object::toString)
                : Optional.empty();
    }

    /// The public key in PEM form.
    public String publicKeyPem() {
        return signer.publicKeyPem();
    }
}
