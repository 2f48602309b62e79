package io.inboundmailbox.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The one place where workers wait; a wake-up that comes while nobody waits is not lost.
final class Wakeup {
    private final Semaphore signal = new Semaphore(0);

    /// Waits for the time to pass or for [#wake].
    void await(Duration time) throws InterruptedException {
        if (signal.tryAcquire(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS)) {
            signal.drainPermits();
        }
    }

    void wake() {
        signal.release();
    }
}
