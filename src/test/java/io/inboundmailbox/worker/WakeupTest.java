package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeupTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Wakeup wakeup = new Wakeup();

    @Test
    void aWakeUpEndsALongWait() {
        assertTimeoutPreemptively(SOON, () -> {
            var waiting = Thread.ofVirtual().start(() -> await(LONG));
            wakeup.wake();
            waiting.join();
        });
    }

    @Test
    void aWakeUpThatComesBeforeTheWaitIsNotLost() {
        // Given
        wakeup.wake();
        wakeup.wake();
        // When / Then
        assertTimeoutPreemptively(SOON, () -> wakeup.await(LONG));
    }

    @Test
    void manyWakeUpsEndOneWait() throws Exception {
        // Given
        wakeup.wake();
        wakeup.wake();
        wakeup.await(LONG);
        // When
        var waiting = Thread.ofVirtual().start(() -> await(LONG));
        // Then
        assertThat(waiting.join(Duration.ofMillis(100))).isFalse();
        waiting.interrupt();
    }

    private void await(Duration time) {
        try {
            wakeup.await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
