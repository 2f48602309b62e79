package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpBindingTest {
    /// The fifth is the example of the binding, section 3.1.3.2.
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        <a.b@c.d>,          <a.b@c.d>
        `!#$&'()*+,-./:;=`, `!#$&'()*+,-./:;=`
        say "hi",           say%20%22hi%22
        100%,               100%25
        Euro € \uD83D\uDE00, Euro%20%E2%82%AC%20%F0%9F%98%80
        j%C3%B6rg,          j%25C3%25B6rg
        a\u007fb,           a%7Fb
        ~,                  ~
        """)
    void percentEncodesWhatAHeaderValueMustNotHold(String value, String encoded) {
        assertThat(HttpBinding.encode(value)).isEqualTo(encoded);
    }

    @Test
    void lineBreaksCannotEndAHeader() {
        assertThat(HttpBinding.encode("a\r\nb")).isEqualTo("a%0D%0Ab");
    }
}
