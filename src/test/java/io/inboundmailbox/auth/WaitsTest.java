package io.inboundmailbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WaitsTest {
    @ParameterizedTest
    @MethodSource
    void aWaitGrowsToWhatTheAdviceAllows(RetryAdvice advice, int failures, Duration wait) {
        assertThat(new Waits(() -> 0).after(advice, failures)).isEqualTo(wait);
    }

    static Stream<Arguments> aWaitGrowsToWhatTheAdviceAllows() {
        return Stream.of(Arguments.of(RetryAdvice.NEVER, 1, Duration.ofSeconds(5)),
                Arguments.of(RetryAdvice.NEVER, 4, Duration.ofSeconds(40)),
                Arguments.of(RetryAdvice.NEVER, 1_000_000, Duration.ofHours(1)),
                Arguments.of(RetryAdvice.SLOW, 2, Duration.ofSeconds(10)),
                Arguments.of(RetryAdvice.SLOW, 100, Duration.ofMinutes(15)),
                Arguments.of(RetryAdvice.BACK_OFF, 100, Duration.ofMinutes(5)),
                Arguments.of(RetryAdvice.after(Duration.ofSeconds(77)), 9, Duration.ofSeconds(77)));
    }

    @Test
    void jitterIsATenthAtMostAndNeverShortens() {
        // Given
        var waits = new Waits(new Random(4711));

        // When
        var drawn = IntStream.range(0, 1000)
                .mapToObj(_ -> waits.after(RetryAdvice.after(Duration.ofSeconds(100)), 1))
                .toList();

        // Then
        assertThat(drawn).allMatch(wait -> wait.compareTo(Duration.ofSeconds(100)) >= 0
                && wait.compareTo(Duration.ofSeconds(110)) <= 0);
        assertThat(Set.copyOf(drawn)).hasSizeGreaterThan(100);
    }

    @Test
    void aRefreshIsDueAtAboutTwoThirds() {
        // Given
        var waits = new Waits(new Random(4711));

        // When
        var drawn = IntStream.range(0, 1000).mapToObj(_ -> waits.untilRefresh(Duration.ofHours(1))).toList();

        // Then
        assertThat(drawn).allMatch(wait -> wait.compareTo(Duration.ofMinutes(36)) >= 0
                && wait.compareTo(Duration.ofMinutes(44)) <= 0);
    }
}
