package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TornStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final ByteSize LIMIT = ByteSize.ofMebibytes(2);

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 8191, 8192, 8193, 262_143, 262_144, 262_145, 1_500_000})
    void givesBackWhatItTook(long size) throws Exception {
        // Given
        var original = TestContent.generated(size, 3);

        // When
        try (var content = new Spool(directory).take(original.open(), LIMIT)) {
            // Then
            assertThat(content.size()).isEqualTo(size);
            assertThat(content.sha256()).isEqualTo(original.sha256());
            assertThat(content.open()).hasSameContentAs(original.open());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_500_000})
    void canBeReadAsOftenAsNeeded(long size) throws Exception {
        // Given
        var original = TestContent.generated(size, 4);
        try (var content = new Spool(directory).take(original.open(), LIMIT)) {
            var abandoned = content.open();
            abandoned.skipNBytes(50);

            // When
            var again = content.open();

            // Then
            assertThat(again).hasSameContentAs(original.open());
            assertThat(abandoned.readAllBytes()).hasSize((int) size - 50);
        }
    }

    @Test
    void keepsCountOfWhatItHolds() throws Exception {
        // Given
        var spool = new Spool(directory);
        var small = spool.take(TestContent.generated(1000, 1).open(), LIMIT);
        var big = spool.take(TestContent.generated(1_000_000, 1).open(), LIMIT);
        var before = spool.bytes();

        // When
        big.close();
        big.close();

        // Then
        assertThat(before).isEqualTo(1_001_000);
        assertThat(spool.bytes()).isEqualTo(1000);
        small.close();
    }

    @Test
    void aMessageOfExactlyTheLimitIsTaken() throws Exception {
        try (var content = new Spool(directory).take(TestContent.generated(LIMIT.bytes(), 1).open(), LIMIT)) {
            assertThat(content.size()).isEqualTo(LIMIT.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 1_000_000})
    void givesUpWhenMoreThanTheLimitComes(long limit) throws Exception {
        // Given
        var spool = new Spool(directory);
        var sent = new Counting();

        // When
        assertThatThrownBy(() -> spool.take(sent, new ByteSize(limit))).isInstanceOf(Spool.TooLargeException.class)
                .hasMessageContaining(Long.toString(limit));

        // Then
        assertThat(spool.bytes()).isZero();
        assertThat(directory).isEmptyDirectory();
        assertThat(sent.count).isBetween(limit + 1, limit + (256 << 10));
    }

    @Test
    void aStreamThatFailsLeavesNothingBehind() throws Exception {
        // Given
        var spool = new Spool(directory);
        var failing = new TornStream(1_000_000, "the connection broke");

        // When
        assertThatThrownBy(() -> spool.take(failing, LIMIT)).isInstanceOf(IOException.class)
                .hasMessage("the connection broke");

        // Then
        assertThat(spool.bytes()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeWrittenEndsTheTaking() throws Exception {
        // Given
        var spool = new Spool(directory);
        Files.delete(directory);

        // When
        assertThatThrownBy(() -> spool.take(TestContent.generated(1_000_000, 1).open(), LIMIT))
                .isInstanceOf(IOException.class);

        // Then
        assertThat(spool.bytes()).isZero();
    }

    @Test
    void smallMessagesNeedNoDisk() throws Exception {
        // Given
        var spool = new Spool(directory);
        Files.delete(directory);

        // When
        try (var content = spool.take(TestContent.generated(200_000, 1).open(), LIMIT)) {
            // Then
            assertThat(content.open()).hasSameContentAs(TestContent.generated(200_000, 1).open());
        }
    }

    @Test
    void aReleasedMessageCannotBeReadAnyMore() throws Exception {
        // Given
        var content = new Spool(directory).take(TestContent.generated(1_000_000, 1).open(), LIMIT);
        var stream = content.open();

        // When
        content.close();

        // Then
        assertThatThrownBy(content::open).isInstanceOf(IOException.class);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatAnEarlierProcessLeftIsDeletedAndNothingElse() throws Exception {
        // Given
        Files.writeString(directory.resolve("inbound-mailbox-4711.spool"), "left");
        Files.writeString(directory.resolve("notes.txt"), "mine");

        // When
        var spool = new Spool(directory);

        // Then
        assertThat(spool.bytes()).isZero();
        assertThat(directory.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void theDirectoryIsCreated() throws Exception {
        // When
        try (var content = new Spool(directory.resolve("a/b")).take(new ByteArrayInputStream(new byte[300_000]),
                LIMIT)) {
            // Then
            assertThat(content.size()).isEqualTo(300_000);
        }
    }

    @Test
    void aReaderThatWasInterruptedDoesNotSpoilTheContent() throws Exception {
        // Given
        var original = TestContent.generated(1_000_000, 1);
        try (var content = new Spool(directory).take(original.open(), LIMIT)) {
            Thread.currentThread().interrupt();

            // When
            content.open().readNBytes(10);

            // Then
            assertThat(Thread.interrupted()).isTrue();
            assertThat(content.open()).hasSameContentAs(original.open());
        }
    }

    /// Never ends.
    private static final class Counting extends InputStream {
        private long count;

        @Override
        public int read() {
            count++;
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            count += length;
            return length;
        }
    }
}
