package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysTest {
    /// In the middle: no jitter at all, where it goes both ways.
    private static final RandomGenerator EVEN = new Fixed(0.5);

    @ParameterizedTest
    @CsvSource({
            "1, 5s, 5s, 5s",
            "2, 10s, 10s, 10s",
            "3, 20s, 20s, 20s",
            "6, 160s, 160s, 160s",
            "7, 5m, 320s, 320s",
            "8, 5m, 640s, 640s",
            "9, 5m, 15m, 1280s",
            "11, 5m, 15m, 1h",
            "1000000, 5m, 15m, 1h"
    })
    void waitsGrowUpToTheirCaps(int attempt, String backOff, String slow, String never) {
        assertThat(Delays.next(RetryAdvice.BACK_OFF, attempt, EVEN)).isEqualTo(duration(backOff));
        assertThat(Delays.next(RetryAdvice.SLOW, attempt, EVEN)).isEqualTo(duration(slow));
        assertThat(Delays.next(RetryAdvice.NEVER, attempt, EVEN)).isEqualTo(duration(never));
    }

    @Test
    void aTimeThatWasNamedIsKeptAndNeverCutShort() {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++) {
            assertThat(Delays.next(RetryAdvice.after(Duration.ofSeconds(90)), 9, random))
                    .isBetween(Duration.ofSeconds(90), Duration.ofMillis(90_500));
        }
    }

    @Test
    void aTimeThatWasNamedIsCapped() {
        assertThat(Delays.next(RetryAdvice.after(Duration.ofDays(400)), 1, new Fixed(0)))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void jitterIsATenthInBothDirections() {
        assertThat(Delays.jittered(Duration.ofSeconds(100), new Fixed(0))).isEqualTo(Duration.ofSeconds(90));
        assertThat(Delays.jittered(Duration.ofSeconds(100), new Fixed(1))).isEqualTo(Duration.ofSeconds(110));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private record Fixed(double value) implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double nextDouble() {
            return value;
        }
    }
}
