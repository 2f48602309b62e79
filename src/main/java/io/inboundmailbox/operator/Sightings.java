package io.inboundmailbox.operator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Since when the Leases of the members have been seen unchanged, on this process' own monotonic clock. The times
/// written in Leases are never looked at: clocks of different machines are never compared.
///
/// A span starts when the answer with the new version arrived and is measured up to the moment when the latest list was
/// *asked for*. So it is never longer than the true one, and time without an answer from the API server counts only
/// when the next answer shows the same version. Thread-safe.
final class Sightings {
    private static final Duration GARBAGE = Duration.ofMinutes(10);

    private final Duration leaseDuration;
    private final LongSupplier nanoTime;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private long asked;

    /// @param version the resourceVersion; null while the Lease does not exist
    /// @param known false until a list has shown whether the Lease exists
    /// @param since nanoseconds: the first answer that showed this version
    private record Sighting(@Nullable String version, boolean known, long since) {}

    Sightings(Duration leaseDuration, LongSupplier nanoTime) {
        this.leaseDuration = leaseDuration;
        this.nanoTime = nanoTime;
        this.asked = nanoTime.getAsLong();
    }

    /// Notes the answer to a list of all members; called at once when it has arrived. Older than the latest: ignored.
    ///
    /// @param versions resourceVersion by the name of the Lease
    /// @param sent nanoseconds: when the list was asked for
    synchronized void note(Map<String, String> versions, long sent) {
        if (sent - asked < 0) {
            return;
        }
        var now = nanoTime.getAsLong();
        asked = sent;
        versions.keySet().forEach(this::watch);
        sightings.replaceAll((name, old) -> {
            var version = versions.get(name);
            var same = old.known() && Objects.equals(old.version(), version);
            return same ? old : new Sighting(version, true, now);
        });
        sightings.values().removeIf(old -> old.version() == null && unchanged(old, GARBAGE));
    }

    /// Looks out for a member from the next list on, whether it has a Lease or not.
    synchronized void watch(String name) {
        sightings.putIfAbsent(name, new Sighting(null, false, asked));
    }

    /// Whether the member's Lease has been seen unchanged, or absent, for a whole lease duration.
    synchronized boolean gone(String name) {
        var sighting = sightings.get(name);
        return sighting != null && unchanged(sighting, leaseDuration);
    }

    /// The members whose Leases exist and are not [#gone].
    synchronized SortedSet<String> live() {
        var live = new TreeSet<String>();
        sightings.forEach((name, sighting) -> {
            if (sighting.version() != null && !unchanged(sighting, leaseDuration)) {
                live.add(name);
            }
        });
        return live;
    }

    /// The Leases (name and version) of members that have been dead for ten minutes.
    synchronized Map<String, String> garbage() {
        var garbage = new HashMap<String, String>();
        sightings.forEach((name, sighting) -> {
            if (sighting.version() != null && unchanged(sighting, GARBAGE)) {
                garbage.put(name, sighting.version());
            }
        });
        return garbage;
    }

    private boolean unchanged(Sighting sighting, Duration span) {
        return sighting.known() && asked - sighting.since() >= span.toNanos();
    }
}
