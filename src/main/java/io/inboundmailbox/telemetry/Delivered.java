package io.inboundmailbox.telemetry;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Remembers which messages were accepted lately, so that repeats can be counted. Thread-safe.
final class Delivered {
    /// A megabyte or so; a reset of a server's numbering repeats at most what lies in its overlap.
    static final int LIMIT = 10_000;

    private final Set<String> known = new HashSet<>();
    private final Queue<String> order = new ArrayDeque<>();

    /// Notes an event id.
    ///
    /// @return whether it was known already
    synchronized boolean isRepeated(String eventId) {
        if (!known.add(eventId)) {
            return true;
        }
        order.add(eventId);
        if (order.size() > LIMIT) {
            known.remove(order.remove());
        }
        return false;
    }
}
