package io.inboundmailbox.demo;

import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.testing.WebhookReceiver.Answer;
import io.inboundmailbox.testing.WebhookReceiver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes down what the webhook receiver gets: a line with event id, SHA-256 and size for each body, in a file and on
/// the screen. Takes nothing without a good signature. Thread-safe.
final class Ledger {
    private final Path file;
    private final Screen screen;
    private final Map<String, Set<Hash>> bodies = new HashMap<>();

    /// @param file written anew
    Ledger(Path file, Screen screen) {
        this.file = file;
        this.screen = screen;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The receiver's answer to a request.
    synchronized Answer take(Received received) {
        if (!received.signature().good()) {
            screen.problem("a request with a bad signature, event " + received.eventId());
            return Answer.status(401);
        }
        write(received);
        var again = bodies.containsKey(received.eventId());
        bodies.computeIfAbsent(received.eventId(), _ -> new HashSet<>()).add(received.sha256());
        screen.mail("%3d  %.8s  %9s  signature ok  %s%s".formatted(bodies.size(), received.eventId(),
                size(received.size()), received.header("ce-subject"), again ? "  (again)" : ""));
        return Answer.status(204);
    }

    /// How many events came.
    synchronized int events() {
        return bodies.size();
    }

    /// The digests of the bodies of each event.
    synchronized Map<String, Set<Hash>> bodies() {
        return bodies.entrySet()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    private void write(Received received) {
        var line = received.eventId() + " " + received.sha256() + " " + received.size() + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String size(long octets) {
        return octets < 1_000_000 ? octets + " B" : octets / 1_000_000 + " MB";
    }
}
