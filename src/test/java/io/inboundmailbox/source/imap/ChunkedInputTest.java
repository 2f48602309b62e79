package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.source.imap.Downloads.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.eclipse.angus.mail.iap.ByteArray;
import org.junit.jupiter.api.Test;

class ChunkedInputTest {
    @Test
    void partsAreJoinedUntilThereIsNoMore() throws Exception {
        // Given
        var rest = Map.of(3L, part("def", 3), 6L, part("g", 6), 7L, part("", 7));

        // When
        var bytes = new ChunkedInput(part("abc", 0), (offset, _) -> Objects.requireNonNull(rest.get(offset)))
                .readAllBytes();

        // Then
        assertThat(bytes).asString(StandardCharsets.US_ASCII).isEqualTo("abcdefg");
    }

    @Test
    void aServerThatSendsTheWholeMessageAtOnceIsBelieved() throws Exception {
        // When
        var bytes = new ChunkedInput(part("abcdef", -1), (_, _) -> {
            throw new AssertionError("nothing was left to ask for");
        }).readAllBytes();

        // Then
        assertThat(bytes).asString(StandardCharsets.US_ASCII).isEqualTo("abcdef");
    }

    @Test
    void aServerThatSendsTheWholeMessageForALaterPartRepeatsNothing() throws Exception {
        // When
        var bytes = new ChunkedInput(part("abc", 0), (_, _) -> part("abcdefg", -1)).readAllBytes();

        // Then
        assertThat(bytes).asString(StandardCharsets.US_ASCII).isEqualTo("abcdefg");
    }

    @Test
    void aServerThatSendsTheWholeMessageBehindItsEndRepeatsNothing() throws Exception {
        // When
        var bytes = new ChunkedInput(part("abc", 0), (_, _) -> part("abc", -1)).readAllBytes();

        // Then
        assertThat(bytes).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
    }

    @Test
    void aFailureInTheMiddleIsToldInItsOwnForm() {
        // Given
        var failure = new MailFailure.Fetching(new Problem(Reason.Unreachable, "broken", RetryAdvice.BACK_OFF), null);
        var input = new ChunkedInput(part("abc", 0), (_, _) -> {
            throw failure;
        });

        // When
        var thrown = catchThrowable(input::readAllBytes);

        // Then
        assertThat(thrown).isInstanceOf(IOException.class);
        assertThatThrownBy(input::rethrow).isSameAs(failure);
    }

    private static Part part(String text, int origin) {
        var bytes = ("__" + text + "__").getBytes(StandardCharsets.US_ASCII);
        return new Part(new ByteArray(bytes, 2, text.length()), origin);
    }
}
