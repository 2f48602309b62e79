package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteBudgetTest {
    private final FakeTime time = new FakeTime();
    private final WriteBudget budget = new WriteBudget(20, 1000, time::nanos);

    @Test
    void noMoreWritesPassThanASecondBrings() {
        assertThat(passing(30, 1)).isEqualTo(20);
    }

    @Test
    void noMoreBytesPassThanASecondBrings() {
        assertThat(passing(30, 300)).isEqualTo(3);
    }

    @Test
    void theBudgetGrowsWithTime() {
        // Given
        passing(30, 1);
        // When
        time.pass(Duration.ofMillis(500));
        // Then
        assertThat(passing(30, 1)).isEqualTo(10);
    }

    @Test
    void idlenessIsNotSaved() {
        // When
        time.pass(Duration.ofHours(1));
        // Then
        assertThat(passing(30, 1)).isEqualTo(20);
    }

    @Test
    void aWriteLargerThanTheBudgetPassesAndIsPaidForAfterwards() {
        // Given
        var large = budget.tryAcquire(3000);
        // When
        time.pass(Duration.ofSeconds(2));
        var early = budget.tryAcquire(1);
        time.pass(Duration.ofMillis(10));
        // Then
        assertThat(large).isTrue();
        assertThat(early).isFalse();
        assertThat(budget.tryAcquire(1)).isTrue();
    }

    private long passing(int attempts, int size) {
        return IntStream.range(0, attempts).filter(_ -> budget.tryAcquire(size)).count();
    }
}
