package io.inboundmailbox.operator;

import java.time.Duration;

/// How membership and ownership are timed. All replicas of an installation must agree on `leaseDuration`.
///
/// @param namespace the operator's own namespace, where Leases and buckets live
/// @param leaseDuration a member whose Lease was seen unchanged for this long is dead
/// @param renewInterval the time between two renewals of the own Lease; others are looked at twice as often
/// @param margin how long before the end of its own Lease a member stops delivering: covers what is on its way
/// @param cursorRetention how long the cursors of a deleted resource are kept
public record OwnershipSettings(String namespace, Duration leaseDuration, Duration renewInterval, Duration margin,
        Duration cursorRetention) {
    public OwnershipSettings {
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("namespace must not be blank");
        }
        if (!renewInterval.isPositive() || margin.isNegative() || cursorRetention.isNegative()) {
            throw new IllegalArgumentException("renewInterval must be positive, margin and cursorRetention too");
        }
        if (leaseDuration.compareTo(renewInterval.multipliedBy(2).plus(margin)) < 0) {
            throw new IllegalArgumentException("leaseDuration must be at least two renewIntervals and the margin");
        }
    }

    /// 10 s, renewed every 2 s, a margin of 2 s, 14 days.
    public static OwnershipSettings defaults(String namespace) {
        return new OwnershipSettings(namespace, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2),
                Duration.ofDays(14));
    }
}
