package io.inboundmailbox.operator;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What this process knows about its own Lease. A *term* is a chain of renewals without a gap in which another process
/// could have seen the Lease unchanged for a whole lease duration. Claims made in an older term may be lost by now, and
/// must be written anew before they count. Thread-safe.
final class LeaseTerm {
    private final Duration leaseDuration;
    private final Duration margin;
    private final LongSupplier nanoTime;
    private volatile @Nullable Renewal latest;

    private record Renewal(long term, long sent) {}

    LeaseTerm(Duration leaseDuration, Duration margin, LongSupplier nanoTime) {
        this.leaseDuration = leaseDuration;
        this.margin = margin;
        this.nanoTime = nanoTime;
    }

    /// A renewal succeeded; called at once when its answer has arrived. The span from the sending of the last one to
    /// this answer is the longest that can lie between the two at the API server.
    ///
    /// @param sent nanoseconds: when the first request of this renewal was sent
    synchronized void renewed(long sent) {
        var last = latest;
        var received = nanoTime.getAsLong();
        if (last == null) {
            latest = new Renewal(1, sent);
        } else if (received - last.sent() < leaseDuration.toNanos()) {
            latest = new Renewal(last.term(), sent);
        } else {
            latest = new Renewal(last.term() + 1, sent);
        }
    }

    /// The term, while no other process can have given this one up for dead: until the sending of the latest renewal +
    /// lease duration - margin.
    OptionalLong current() {
        var last = latest;
        if (last == null || nanoTime.getAsLong() - last.sent() >= leaseDuration.minus(margin).toNanos()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(last.term());
    }

    /// Whether claims of this term count at this moment.
    boolean covers(long term) {
        var current = current();
        return current.isPresent() && current.getAsLong() == term;
    }
}
