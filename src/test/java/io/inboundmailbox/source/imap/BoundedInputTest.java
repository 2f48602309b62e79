package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedInputTest {
    @Test
    void whatIsInBoundsPassesUnchanged() throws Exception {
        // Given
        var text = "* 1 FETCH (UID 1 BODY[] {12}\r\n{9999999999}\r\n)\r\n* OK {x} {\r\n";

        // When
        var bytes = new BoundedInput(stream(text)).readAllBytes();

        // Then
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{300000000}", "{1900000000}", "{99999999999999999999999}"})
    void anAbsurdLiteralEndsTheConnectionBeforeItIsReadByTheParser(String literal) {
        var input = new BoundedInput(stream("* 1 FETCH (BODY[] " + literal + "\r\nabc"));

        assertThatThrownBy(input::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("literal");
    }

    @Test
    void anEndlessLineEndsTheConnection() {
        var input = new BoundedInput(new SequenceInputStream(stream("* OK "), new Endless()));

        assertThatThrownBy(() -> input.transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line");
    }

    @Test
    void bytesOfALiteralAreNotTakenForLines() throws Exception {
        // Given
        var literal = "x".repeat(BoundedInput.LONGEST_LINE + 10);

        // When
        var bytes = new BoundedInput(stream("* 1 FETCH (BODY[] {" + literal.length() + "}\r\n" + literal + ")\r\n"))
                .readAllBytes();

        // Then
        assertThat(bytes).hasSizeGreaterThan(literal.length());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }
}
