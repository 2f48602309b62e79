package io.inboundmailbox.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/// Signs JWTs with RS256 (RFC 7515, RFC 7518 section 3.3) by a key that lives as long as it does.
final class TokenSigner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    TokenSigner() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKeyPem() {
        var lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    String sign(Map<String, Object> claims) {
        try {
            var header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII);
            var signed = BASE64.encodeToString(header) + "." + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The claims of a token that was signed here; empty when it was not.
    Map<String, Object> verify(String token) {
        var parts = token.split("\\.", -1);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update(token.substring(0, Math.max(0, token.lastIndexOf('.'))).getBytes(StandardCharsets.UTF_8));
            if (parts.length == 3 && signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), new TypeReference<>() {});
            }
            return Map.of();
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            return Map.of();
        }
    }
}
