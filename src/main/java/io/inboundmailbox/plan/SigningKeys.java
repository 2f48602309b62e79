package io.inboundmailbox.plan;

import java.util.Base64;

/// Reads the symmetric keys of webhook signatures. Source: Standard Webhooks 1.0.0, "Signature scheme": `whsec_` and
/// base64 of 24 to 64 bytes; the prefix may be missing, as it is with `openssl rand -base64 32`.
public final class SigningKeys {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final String REMEDY = "Make a key with: echo \"whsec_$(openssl rand -base64 32)\"";

    private SigningKeys() {}

    /// One key; white space around it does not matter.
    ///
    /// @return the key's bytes in base64, as [SinkSettings.Webhook#signingKeys()] holds them
    /// @throws IllegalArgumentException with a sentence that says what is wrong and never shows the value
    public static Secret parse(String secretValue) {
        var text = secretValue.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty. " + REMEDY);
        }
        if (text.startsWith("whsk_") || text.startsWith("whpk_")) {
            throw new IllegalArgumentException("it is an asymmetric key (" + text.substring(0, 5)
                    + "), a symmetric one is needed. " + REMEDY);
        }
        var key = decoded(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException("it is a key of " + key.length + " bytes, but must be one of " + SHORTEST
                    + " to " + LONGEST + ". " + REMEDY);
        }
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Its message shows characters of the key.
            throw new IllegalArgumentException("it is no base64 (letters, digits, '+', '/', '='), with or without "
                    + PREFIX + " before it. " + REMEDY);
        }
    }
}
