package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:48:00Z");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
        1,                                  PT1S
        120,                                PT2M
        " 120 ",                            PT2M
        900,                                PT15M
        901,                                PT15M
        99999999999999999999999,            PT15M
        "Sun, 06 Nov 1994 08:49:37 GMT",    PT1M37S
        "Sunday, 06-Nov-94 08:49:37 GMT",   PT1M37S
        "Sun Nov  6 08:49:37 1994",         PT1M37S
        "Wed, 16 Nov 1994 08:49:37 GMT",    PT15M
        """)
    void namesATime(String value, Duration delay) {
        assertThat(RetryAfter.advice(value, NOW)).isEqualTo(RetryAdvice.after(delay));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "1.5", "soon", "Sun, 06 Nov 1994 08:47:00 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994", "120 s"})
    void saysNothingOfUse(String value) {
        assertThat(RetryAfter.advice(value, NOW)).isEqualTo(RetryAdvice.BACK_OFF);
    }

    @Test
    void isMissing() {
        assertThat(RetryAfter.advice(null, NOW)).isEqualTo(RetryAdvice.BACK_OFF);
    }
}
