package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.testing.FakeMailSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void nothingMakesNoBatch() {
        assertThat(Batches.of(List.of())).isEmpty();
    }

    @Test
    void smallMessagesAreFetchedFiftyAtATime() {
        assertThat(Batches.of(messages(LongStream.generate(() -> 10_000).limit(120).toArray())))
                .extracting(List::size)
                .containsExactly(50, 50, 20);
    }

    @Test
    void largeMessagesAreFetchedAlone() {
        assertThat(Batches.of(messages(10, 20 * MEBIBYTE, 30 * MEBIBYTE, 10, 10)))
                .extracting(List::size)
                .containsExactly(1, 1, 1, 2);
    }

    @Test
    void aBatchHoldsSixteenMebibytesAsTheServerStatesThem() {
        assertThat(Batches.of(messages(8 * MEBIBYTE, 8 * MEBIBYTE, 1)))
                .extracting(List::size)
                .containsExactly(2, 1);
    }

    @Test
    void theOrderIsKept() {
        var messages = messages(10, 20 * MEBIBYTE, 10, 10);
        assertThat(Batches.of(messages).stream().flatMap(List::stream)).containsExactlyElementsOf(messages);
    }

    private static List<MessageRef> messages(long... sizes) {
        return LongStream.range(0, sizes.length)
                .mapToObj(i -> FakeMailSource.ref(i, sizes[(int) i]))
                .toList();
    }
}
