package io.inboundmailbox.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.function.Predicate;

/// Whether a bearer token (JWT, RS256) is one of the issuer's, meant for this server, and not over.
///
/// @param key the issuer's
/// @param audience the claim `aud`
/// @param clock by which tokens end
record TokenCheck(PublicKey key, String audience, Clock clock) implements Predicate<String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenCheck of(String publicKeyPem, String audience) {
        try {
            var base64 = publicKeyPem.replaceAll("-----[A-Z ]+-----", "");
            var key = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            return new TokenCheck(KeyFactory.getInstance("RSA").generatePublic(key), audience, Clock.systemUTC());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean test(String token) {
        var end = token.lastIndexOf('.');
        var start = token.indexOf('.');
        if (start < 0 || start == end) {
            return false;
        }
        try {
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(start + 1, end)));
            return signed(token.substring(0, end), token.substring(end + 1))
                    && audience.equals(claims.path("aud").asText())
                    && claims.path("exp").asLong() > clock.instant().getEpochSecond();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean signed(String text, String base64) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(base64));
    }
}
