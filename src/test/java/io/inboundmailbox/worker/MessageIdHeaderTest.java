package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.testing.TestContent;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdHeaderTest {
    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of("Message-ID: <1@a.example>\r\n\r\n", "<1@a.example>"),
                Arguments.of("Message-ID: <1@a.example>\n\nbody", "<1@a.example>"),
                Arguments.of("Message-ID: <1@a.example>", "<1@a.example>"),
                Arguments.of("MESSAGE-id:<1@a.example>\r\n", "<1@a.example>"),
                Arguments.of("Message-ID \t: <1@a.example>\r\n", "<1@a.example>"),
                Arguments.of("Subject: x\r\nMessage-ID:\r\n <1@a.example>\r\nTo: y\r\n\r\n", "<1@a.example>"),
                Arguments.of("Message-ID: <abc\r\n\tdef@a.example>\r\n\r\n", "<abcdef@a.example>"),
                Arguments.of("Message-ID: (a <comment> \\) (nested)) <1@a.example> (after)\r\n", "<1@a.example>"),
                Arguments.of("Message-ID: <a(b)c@a.example>\r\n", "<a(b)c@a.example>"),
                Arguments.of("Message-ID: <1@a.example> <2@a.example>\r\n", "<1@a.example>"),
                Arguments.of("Message-ID: <1@a.example>\r\nMessage-ID: <2@a.example>\r\n", "<1@a.example>"),
                Arguments.of("From someone Mon Jan 1\r\nMessage-ID: <1@a.example>\r\n", "<1@a.example>"),
                Arguments.of("X: y\r\n Message-ID: <folded@x>\r\nMessage-ID: <1@a.example>\r\n", "<1@a.example>"),
                Arguments.of("Message-ID: <no at sign>\r\n", "<noatsign>"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsTheIdentifier(String mail, String identifier) throws Exception {
        assertThat(MessageIdHeader.read(TestContent.of(mail))).isEqualTo(identifier);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\nMessage-ID: <in@body>\r\n", "Subject: x\r\n\r\nMessage-ID: <in@body>\r\n",
            "Message-ID:", "Message-ID: \r\n", "Message-ID: 1@a.example\r\n", "Message-ID: <1@a.example\r\n",
            "Message-ID: >1@a.example<\r\n", "Message-ID: <>\r\n", "Message-ID: < >\r\n",
            "Message-ID: <caf\u00e9@a.example>\r\n", "Message-ID: <a\0b@a.example>\r\n",
            "Message-ID: <a\rb@a.example>\r\n", "Message-ID: <a\u007fb@a.example>\r\n",
            "Message-ID: (<in@comment>)\r\n", "Message-ID: (((<in@comment>\r\n", "X-Message-ID: <1@a.example>\r\n",
            "Resent-Message-ID: <1@a.example>\r\n", "Message-ID <1@a.example>\r\n", ": <1@a.example>\r\n"})
    void findsNoneThatCanBeUsed(String mail) throws Exception {
        assertThat(MessageIdHeader.read(TestContent.of(mail))).isNull();
    }

    @Test
    void readsOneOfTheGreatestLength() throws Exception {
        // Given
        var longest = "<" + "x".repeat(996) + ">";

        // Then
        assertThat(MessageIdHeader.read(TestContent.of("Message-ID: " + longest + "\r\n"))).isEqualTo(longest);
    }

    @Test
    void aLongerOneIsNone() throws Exception {
        // Given
        var longer = "<" + "x".repeat(997) + ">";

        // Then
        assertThat(MessageIdHeader.read(TestContent.of("Message-ID: " + longer + "\r\n"))).isNull();
    }

    @Test
    void looksNoFurtherThanTheBeginningOfAnEndlessHeader() throws Exception {
        // Given
        var mail = "X: y\r\n".repeat(50_000) + "Message-ID: <late@a.example>\r\n\r\n";

        // Then
        assertThat(MessageIdHeader.read(TestContent.of(mail))).isNull();
    }

    @Test
    void anyOctetsGiveASafeIdentifierOrNone() throws Exception {
        // Given
        var seed = System.nanoTime();
        System.err.println("seed of anyOctetsGiveASafeIdentifierOrNone: " + seed);
        var random = new SplittableRandom(seed);
        var pieces = List.of("Message-ID", ":", "<", ">", "(", ")", "\\", "\r\n", "\n", "\r", " ", "\t", "\0", "@",
                "\u00ff", "id", "\"");

        for (var round = 0; round < 20_000; round++) {
            // When
            var mail = new StringBuilder(random.nextBoolean() ? "Message-ID:" : "");
            for (var i = random.nextInt(60); i > 0; i--) {
                mail.append(pieces.get(random.nextInt(pieces.size())));
            }
            var identifier = MessageIdHeader.read(TestContent.of(mail.toString()));

            // Then
            assertThat(identifier == null || identifier.matches("<[!-~]{1,996}>")).as("%s", mail).isTrue();
        }
    }

    @Test
    void arbitraryBytesHarmNothing() throws Exception {
        // Given
        var seed = System.nanoTime();
        System.err.println("seed of arbitraryBytesHarmNothing: " + seed);
        var bytes = new byte[300_000];
        new SplittableRandom(seed).nextBytes(bytes);

        // When
        var identifier = MessageIdHeader.read(TestContent.of(Arrays.copyOf(bytes, bytes.length)));

        // Then
        assertThat(identifier == null || identifier.matches("<[!-~]{1,996}>")).isTrue();
    }
}
