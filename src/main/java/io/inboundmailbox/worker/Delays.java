package io.inboundmailbox.worker;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait. Pure, but for the jitter that it is given.
final class Delays {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration BACK_OFF_CAP = Duration.ofMinutes(5);
    private static final Duration SLOW_CAP = Duration.ofMinutes(15);
    private static final Duration NEVER_CAP = Duration.ofHours(1);
    private static final double JITTER = 0.1;

    private Delays() {}

    /// The wait before the next try.
    ///
    /// @param attempt how many tries in a row have failed, from 1
    static Duration next(RetryAdvice advice, int attempt, RandomGenerator random) {
        return switch (advice) {
            case RetryAdvice.BackOff _ -> jittered(growing(attempt, BACK_OFF_CAP), random);
            case RetryAdvice.Slow _ -> jittered(growing(attempt, SLOW_CAP), random);
            case RetryAdvice.Never _ -> jittered(growing(attempt, NEVER_CAP), random);
            // Never earlier than asked: the jitter only adds.
            case RetryAdvice.After(var delay) -> min(delay, SLOW_CAP).plus(scaled(FIRST, JITTER * random.nextDouble()));
        };
    }

    /// A time around `base`, so that what started together does not stay together.
    static Duration jittered(Duration base, RandomGenerator random) {
        return scaled(base, 1 - JITTER + 2 * JITTER * random.nextDouble());
    }

    private static Duration growing(int attempt, Duration cap) {
        return min(FIRST.multipliedBy(1L << Math.clamp(attempt - 1L, 0, 20)), cap);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration scaled(Duration base, double factor) {
        return Duration.ofNanos((long) (base.toNanos() * factor));
    }
}
