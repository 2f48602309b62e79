package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.testing.FakeMailSink;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MailboxWorkerTest {
    private final Gate gate = new Gate();

    @ParameterizedTest
    @MethodSource
    void failuresAreCountedInARow(Outcome outcome, boolean moved, int failures) {
        assertThat(MailboxWorker.failures(outcome, 4, moved)).isEqualTo(failures);
    }

    static Stream<Arguments> failuresAreCountedInARow() {
        var stuck = new Outcome.Stuck(FakeMailSink.UNAVAILABLE);
        return Stream.of(
                Arguments.of(new Outcome.Done(), true, 0),
                Arguments.of(new Outcome.More(), true, 0),
                Arguments.of(new Outcome.Fenced(), false, 4),
                Arguments.of(stuck, false, 5),
                Arguments.of(stuck, true, 1));
    }

    @Test
    void aShutGateLetsNothingIn() {
        // Given
        gate.shut();
        // When
        var entered = gate.enter();
        // Then
        assertThat(entered).isFalse();
    }

    @Test
    void aGateKnowsWhetherAMessageIsUnderWay() {
        // Given
        gate.enter();
        // When
        var idleDuring = gate.shut();
        gate.leave();
        var idleAfterwards = gate.shut();
        // Then
        assertThat(idleDuring).isFalse();
        assertThat(idleAfterwards).isTrue();
    }
}
