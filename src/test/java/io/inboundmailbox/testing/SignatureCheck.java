package io.inboundmailbox.testing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Judges Standard Webhooks signatures. The reference library takes a text, so it is asked whenever the body is small
/// and UTF-8; other bodies are judged while they pass, by the same formula over their octets.
public final class SignatureCheck {
    /// What became of a signature.
    public enum Result {
        /// No key was given to check it with.
        Unchecked,
        /// The reference library accepted it.
        Accepted,
        /// Right by the formula; the body was too big or no text for the reference library.
        AcceptedByFormula,
        /// Missing or wrong.
        Rejected;

        public boolean good() {
            return this == Accepted || this == AcceptedByFormula;
        }
    }

    private static final int MOST_FOR_REFERENCE = 1 << 20;

    private final List<String> keys;

    SignatureCheck(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    Running start(Map<String, List<String>> headers) {
        return new Running(headers);
    }

    /// One body on its way.
    final class Running {
        private final Map<String, List<String>> headers;
        private final List<Mac> macs = keys.stream().map(SignatureCheck::mac).toList();
        private final ByteArrayOutputStream small = new ByteArrayOutputStream();
        private long size;

        private Running(Map<String, List<String>> headers) {
            this.headers = headers;
            var start = first("webhook-id") + "." + first("webhook-timestamp") + ".";
            macs.forEach(mac -> mac.update(start.getBytes(StandardCharsets.UTF_8)));
        }

        void update(byte[] buffer, int count) {
            macs.forEach(mac -> mac.update(buffer, 0, count));
            size += count;
            if (!keys.isEmpty() && size <= MOST_FOR_REFERENCE) {
                small.write(buffer, 0, count);
            }
        }

        Result result() {
            if (keys.isEmpty()) {
                return Result.Unchecked;
            }
            return text().map(this::byReference).orElseGet(this::byFormula);
        }

        private Result byReference(String text) {
            return keys.stream().anyMatch(key -> accepts(key, text, headers)) ? Result.Accepted : Result.Rejected;
        }

        private Result byFormula() {
            var given = List.of(first("webhook-signature").split(" ", -1));
            var right = macs.stream().map(mac -> "v1," + Base64.getEncoder().encodeToString(mac.doFinal()));
            return right.anyMatch(given::contains) ? Result.AcceptedByFormula : Result.Rejected;
        }

        private Optional<String> text() {
            if (size > MOST_FOR_REFERENCE) {
                return Optional.empty();
            }
            try {
                var bytes = ByteBuffer.wrap(small.toByteArray());
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        private String first(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private static boolean accepts(String key, String text, Map<String, List<String>> headers) {
        try {
            new Webhook(key).verify(text, headers);
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
            return false;
        }
    }

    private static Mac mac(String key) {
        try {
            var base64 = key.startsWith("whsec_") ? key.substring(6) : key;
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
