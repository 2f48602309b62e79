package io.inboundmailbox.auth;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a refused token request is not repeated, whoever asks.
final class Waits {
    private static final Duration FIRST = Duration.ofSeconds(5);
    /// 5 s doubled so often is more than an hour.
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;

    Waits(RandomGenerator random) {
        this.random = random;
    }

    /// The time from a refusal to the next request, up to a tenth more than the advice says.
    ///
    /// @param failures how many requests failed in a row, this one included; at least 1. What was changed at the other
    ///     side needs minutes to reach all of its servers, so the first waits are short whatever the advice
    Duration after(RetryAdvice advice, int failures) {
        var wait = switch (advice) {
            case RetryAdvice.Never _ -> growing(failures, Duration.ofHours(1));
            case RetryAdvice.Slow _ -> growing(failures, Duration.ofMinutes(15));
            case RetryAdvice.BackOff _ -> growing(failures, Duration.ofMinutes(5));
            case RetryAdvice.After(var delay) -> delay;
        };
        return wait.plusMillis((long) (wait.toMillis() * 0.1 * random.nextDouble()));
    }

    /// When in its life a token is replaced: about two thirds, spread so that tokens given out together are not asked
    /// for together.
    Duration untilRefresh(Duration life) {
        return Duration.ofMillis((long) (life.toMillis() * (0.6 + 0.13 * random.nextDouble())));
    }

    private static Duration growing(int failures, Duration most) {
        var wait = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
