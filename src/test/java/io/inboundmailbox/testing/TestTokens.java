package io.inboundmailbox.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// An issuer of tokens (JWT, RS256) that lives as long as a test. Thread-safe.
public final class TestTokens {
    public static final String ISSUER = "https://sts.test/";

    private static final String HEADER = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]*)\"");
    private static final Pattern EXPIRY = Pattern.compile("\"exp\":(\\d+)");

    private final KeyPair keys = keyPair();

    /// A token; each call makes a different one.
    ///
    /// @param subject the mailbox (for Dovecot itself) or the application (for `ExchangeFront`)
    public String token(String subject, Instant expiresAt) {
        var claims = "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"jti\":\"%s\"}".formatted(ISSUER, subject,
                expiresAt.getEpochSecond(), UUID.randomUUID());
        var signed = HEADER + "." + encoded(claims);
        return signed + "." + encoded(signature(signed));
    }

    /// Who a token was issued to, if it is one of ours and valid now.
    public Optional<String> subject(String token, Instant now) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3 || !isSigned(parts[0] + "." + parts[1], parts[2])) {
            return Optional.empty();
        }
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var subject = SUBJECT.matcher(claims);
        var expiry = EXPIRY.matcher(claims);
        return subject.find() && expiry.find() && Long.parseLong(expiry.group(1)) > now.getEpochSecond()
                ? Optional.of(subject.group(1))
                : Optional.empty();
    }

    /// The public key in PEM form.
    public String publicKeyPem() {
        var lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    private byte[] signature(String text) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isSigned(String text, String encodedSignature) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(encodedSignature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
