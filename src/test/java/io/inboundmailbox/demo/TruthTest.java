package io.inboundmailbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Hash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static final Hash A = Hash.of("a");
    private static final Hash B = Hash.of("b");

    @Test
    void holdsWhenEachMessageCame() {
        // When
        var truth = Truth.compare(List.of(A, B), Map.of("1", Set.of(A), "2", Set.of(B)));
        // Then
        assertThat(truth.holds()).isTrue();
        assertThat(truth.summary()).isEqualTo("delivered 2 of 2 messages");
    }

    @Test
    void wantsEqualMessagesAsEventsOfTheirOwn() {
        assertThat(Truth.compare(List.of(A, A), Map.of("1", Set.of(A), "2", Set.of(A))).holds()).isTrue();
        assertThat(Truth.compare(List.of(A, A), Map.of("1", Set.of(A))).summary())
                .isEqualTo("delivered 1 of 2 messages");
        assertThat(Truth.compare(List.of(A), Map.of("1", Set.of(A), "2", Set.of(A))).holds()).isFalse();
    }

    @Test
    void doesNotHoldWhenAMessageDidNotCome() {
        // When
        var truth = Truth.compare(List.of(A, B), Map.of("1", Set.of(A)));
        // Then
        assertThat(truth.holds()).isFalse();
        assertThat(truth.mismatches()).containsExactly("the mailbox holds " + B + ", which did not come");
    }

    @Test
    void doesNotHoldWhenSomethingElseCame() {
        assertThat(Truth.compare(List.of(A), Map.of("1", Set.of(A), "2", Set.of(B))).holds()).isFalse();
    }

    @Test
    void doesNotHoldWhenAnEventCameWithTwoBodies() {
        assertThat(Truth.compare(List.of(A, B), Map.of("1", Set.of(A, B))).holds()).isFalse();
    }

    @Test
    void doesNotHoldForAnEmptyMailbox() {
        assertThat(Truth.compare(List.of(), Map.of()).holds()).isFalse();
    }
}
