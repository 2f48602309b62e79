package io.inboundmailbox.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// A monotonic and a wall clock that move together, and only when told to. The monotonic one has an arbitrary origin.
final class FakeTime {
    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final AtomicLong passed = new AtomicLong();

    void pass(Duration duration) {
        passed.addAndGet(duration.toNanos());
    }

    /// Overflows after five seconds, as a monotonic clock may.
    long nanos() {
        return ORIGIN + passed.get();
    }

    Clocks clocks() {
        return new Clocks(new Wall(), this::nanos);
    }

    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return START.plusNanos(passed.get());
        }
    }
}
