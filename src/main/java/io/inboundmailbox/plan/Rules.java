package io.inboundmailbox.plan;

import java.time.Duration;

/// How a mailbox is worked through.
///
/// @param start where to begin without a cursor
/// @param interval the time between two polls; jittered
/// @param maxMessageSize larger messages are quarantined
/// @param afterDelivery what happens to an accepted message in its mailbox
/// @param attempts how often a message may be refused before it is quarantined
/// @param afterRejection what happens to a quarantined message in its mailbox
public record Rules(Start start, Duration interval, ByteSize maxMessageSize, Settlement afterDelivery, int attempts,
        Settlement afterRejection) {
    public Rules {
        if (interval.isNegative() || interval.isZero() || attempts < 1) {
            throw new IllegalArgumentException("interval and attempts must be positive");
        }
    }
}
