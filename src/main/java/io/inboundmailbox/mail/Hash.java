package io.inboundmailbox.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A SHA-256 digest.
///
/// @param hex 64 lower-case hexadecimal digits
public record Hash(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Hash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 lower-case hexadecimal digits");
        }
    }

    /// The digest of the UTF-8 form of a text.
    public static Hash of(String text) {
        return of(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// From what [MessageDigest#digest()] returned.
    public static Hash of(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(bytes));
    }

    /// A fresh SHA-256 digest to feed.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The first eight bytes as a number: enough to recognise a message among some hundreds.
    public long prefix() {
        return HexFormat.fromHexDigitsToLong(hex, 0, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
