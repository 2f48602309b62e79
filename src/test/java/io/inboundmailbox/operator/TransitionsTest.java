package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.operator.Transitions.Note;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    @ParameterizedTest
    @MethodSource
    void eventsTellTransitionsOnly(@Nullable InboundMailboxStatus before, InboundMailboxStatus after,
            List<Note> notes) {
        assertThat(Transitions.between(before, after)).isEqualTo(notes);
    }

    static Stream<Arguments> eventsTellTransitionsOnly() {
        var good = ready("True", "Ready", "All is well.");
        var unreachable = ready("False", "Unreachable", "No connection.");
        var throttled = ready("False", "Throttled", "Patience.");
        var pending = ready("Unknown", "Pending", "Not yet.");
        var ready = new Note(Note.NORMAL, "Ready", "All is well.");
        var lost = new Note(Note.WARNING, "Unreachable", "No connection.");
        return Stream.of(
                Arguments.of(null, pending, List.of()),
                Arguments.of(null, good, List.of(ready)),
                Arguments.of(pending, good, List.of(ready)),
                Arguments.of(good, good, List.of()),
                Arguments.of(good, unreachable, List.of(lost)),
                Arguments.of(unreachable, unreachable, List.of()),
                Arguments.of(unreachable, ready("False", "Unreachable", "Still no connection."), List.of()),
                Arguments.of(throttled, unreachable, List.of(lost)),
                Arguments.of(unreachable, good, List.of(ready)),
                Arguments.of(good, pending, List.of()),
                Arguments.of(good, Serialization.unmarshal("{}", InboundMailboxStatus.class), List.of()));
    }

    private static InboundMailboxStatus ready(String status, String reason, String message) {
        return Serialization.unmarshal("""
                {"conditions": [{"type": "Ready", "status": "%s", "reason": "%s", "message": "%s"}]}"""
                .formatted(status, reason, message), InboundMailboxStatus.class);
    }
}
