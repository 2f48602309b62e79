package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.plan.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The header fields that a user adds, and why some of them cannot be used.
final class ExtraHeaders {
    /// RFC 9110, section 5.1.
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /// What the HTTP client or this sink sets; a second opinion could only break the request.
    private static final Set<String> RESERVED = Set.of("host", "content-length", "content-type", "content-encoding",
            "transfer-encoding", "connection", "keep-alive", "expect", "upgrade", "te", "trailer");

    private ExtraHeaders() {}

    /// What is wrong with the first field that cannot be used, in words that never show a value; empty when all are
    /// good.
    static Optional<String> complaint(Map<String, Secret> headers) {
        return new TreeMap<>(headers).entrySet()
                .stream()
                .flatMap(header -> complaint(header.getKey(), header.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> complaint(String name, Secret value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("holds a key that is no name of a header field");
        }
        if (reserved(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("holds the key " + name + ", a header field that only the operator sets");
        }
        if (!VALUE.matcher(value.reveal()).matches()) {
            return Optional.of("holds under the key " + name
                    + " a value with a line break, a control character or a character that is not ASCII");
        }
        return Optional.empty();
    }

    private static boolean reserved(String name) {
        return RESERVED.contains(name) || name.startsWith(HttpBinding.PREFIX) || name.startsWith(Signer.PREFIX);
    }
}
