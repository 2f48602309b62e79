package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.plan.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests. Thread-safe. Source: Standard Webhooks 1.0.0, "Signature scheme" and "Webhook headers".
final class Signer {
    static final String PREFIX = "webhook-";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /// @param keys the bytes of each in base64, the current one first; none means unsigned
    Signer(List<Secret> keys) {
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), ALGORITHM))
                .toList();
    }

    /// The header fields for one attempt; empty without a key. Reads the content once, whatever the number of keys, and
    /// never holds more than a buffer of it.
    ///
    /// @throws IOException when the content cannot be read
    SequencedMap<String, String> headers(String id, Instant now, Content content) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        if (!keys.isEmpty()) {
            var timestamp = Long.toString(now.getEpochSecond());
            headers.put("webhook-id", id);
            headers.put("webhook-timestamp", timestamp);
            headers.put("webhook-signature", signature(id + "." + timestamp + ".", content));
        }
        return headers;
    }

    private String signature(String start, Content content) throws IOException {
        var macs = keys.stream().map(Signer::mac).toList();
        macs.forEach(mac -> mac.update(start.getBytes(StandardCharsets.US_ASCII)));
        try (var bytes = content.open()) {
            var buffer = new byte[16384];
            for (var count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                for (var mac : macs) {
                    mac.update(buffer, 0, count);
                }
            }
        }
        return macs.stream()
                .map(mac -> "v1," + Base64.getEncoder().encodeToString(mac.doFinal()))
                .collect(Collectors.joining(" "));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
