package io.inboundmailbox.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
    private static final String BASE64 = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @ParameterizedTest
    @ValueSource(strings = {"whsec_" + BASE64, BASE64, "  whsec_" + BASE64 + "\n"})
    void readsAKey(String value) {
        assertThat(SigningKeys.parse(value).reveal()).isEqualTo(BASE64);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void readsKeysOfAllLengthsThatTheSpecificationAllows(int bytes) {
        assertThat(SigningKeys.parse(key(bytes)).reveal()).isEqualTo(key(bytes));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        23, a key of 23 bytes
        65, a key of 65 bytes
        """)
    void refusesKeysOfOtherLengths(int bytes, String words) {
        assertThatThrownBy(() -> SigningKeys.parse(key(bytes))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        '',                                   it is empty
        whsec_,                               a key of 0 bytes
        whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, asymmetric
        whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, asymmetric
        my secret passphrase with spaces!,    no base64
        """)
    void saysWhatIsWrongAndHowToMakeAKey(String value, String words) {
        assertThatThrownBy(() -> SigningKeys.parse(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void neverShowsTheValue() {
        assertThatThrownBy(() -> SigningKeys.parse("whsec_hunter2!")).hasMessageNotContaining("hunter2").hasNoCause();
    }

    private static String key(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
