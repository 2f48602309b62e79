package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UidSetTest {
    @Test
    void neighboursBecomeARange() {
        assertThat(UidSet.of(new long[]{1, 2, 3, 7, 9, 10})).containsExactly("1:3,7,9:10");
    }

    @Test
    void noUidsAreNoSet() {
        assertThat(UidSet.of(new long[0])).isEmpty();
    }

    @Test
    void aLongSetIsCutIntoSeveralThatLoseNothing() {
        // Given
        var odd = LongStream.range(0, 5000).map(i -> 1_000_001 + 2 * i).toArray();

        // When
        var sets = UidSet.of(odd);

        // Then
        assertThat(sets).hasSizeGreaterThan(1).allSatisfy(set -> assertThat(set).hasSizeLessThan(UidSet.LONGEST + 1));
        assertThat(String.join(",", sets).split(",")).hasSize(5000)
                .startsWith("1000001")
                .endsWith(Long.toString(odd[4999]));
    }

    @Test
    void whatIsAboveAUidDoesNotHoldTheUidItself() {
        assertThat(UidSet.above(3, new long[]{1, 3, 5, 8})).containsExactly(5, 8);
        assertThat(UidSet.above(4, new long[]{1, 3, 5, 8})).containsExactly(5, 8);
        assertThat(UidSet.above(8, new long[]{1, 3, 5, 8})).isEmpty();
        assertThat(UidSet.above(0, new long[]{1, 3})).containsExactly(1, 3);
    }
}
