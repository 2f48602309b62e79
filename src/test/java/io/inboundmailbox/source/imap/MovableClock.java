package io.inboundmailbox.source.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The time of day, and later if a test wants it so.
final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void move(Duration forward) {
        ahead = ahead.plus(forward);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
