package io.inboundmailbox.operator;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many writes, and how many bytes, may be sent to the API server: a token bucket for each, which holds what one
/// second brings. etcd keeps every revision, so bytes count as much as writes. Thread-safe, never waits.
public final class WriteBudget {
    private final double writesPerSecond;
    private final double bytesPerSecond;
    private final LongSupplier nanoTime;
    private double writes;
    private double bytes;
    private long filled;

    public WriteBudget(int writesPerSecond, int bytesPerSecond, LongSupplier nanoTime) {
        if (writesPerSecond < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("writesPerSecond and bytesPerSecond must be positive");
        }
        this.writesPerSecond = writesPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.writes = writesPerSecond;
        this.bytes = bytesPerSecond;
        this.filled = nanoTime.getAsLong();
    }

    /// Takes one write of so many bytes out of the budget, if it is there. A write that is larger than what a second
    /// brings passes when the budget is full, and those after it wait for longer.
    ///
    /// @return false when the write must wait
    public synchronized boolean tryAcquire(int size) {
        fill();
        if (writes < 1 || bytes < Math.min(size, bytesPerSecond)) {
            return false;
        }
        writes -= 1;
        bytes -= size;
        return true;
    }

    private void fill() {
        var now = nanoTime.getAsLong();
        var seconds = (now - filled) / (double) TimeUnit.SECONDS.toNanos(1);
        filled = now;
        writes = Math.min(writesPerSecond, writes + seconds * writesPerSecond);
        bytes = Math.min(bytesPerSecond, bytes + seconds * bytesPerSecond);
    }
}
