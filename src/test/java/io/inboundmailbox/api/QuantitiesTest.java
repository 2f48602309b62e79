package io.inboundmailbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"30s,PT30S", "5m,PT5M", "1h30m,PT1H30M", "1500ms,PT1.5S", "999999h999999h,PT1999998H", "0s,PT0S"})
    void durationsAreReadAsGoWritesThem(String text, Duration expected) {
        assertThat(Quantities.duration("spec.interval", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "30 s", "-5s", "1.5s", "1d", "30s ", "9999999s",
            "999999h999999h999999h"})
    void whatIsNoDurationIsNamed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.duration("spec.interval", text))
                .withMessageStartingWith("spec.interval must be a duration");
    }

    @ParameterizedTest
    @CsvSource({"150Mi,157286400", "25M,25000000", "1,1", "8k,8000", "8Ki,8192", "2Gi,2147483648", "3G,3000000000",
            "999999999Gi,1073741822926258176"})
    void sizesAreReadAsBytes(String text, long expected) {
        assertThat(Quantities.bytes("spec.maxMessageSize", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "Mi", "1.5Mi", "-1", "1MB", "1 Mi", "9999999999", "1Ti"})
    void whatIsNoSizeIsNamed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.bytes("spec.maxMessageSize", text))
                .withMessageStartingWith("spec.maxMessageSize must be a size");
    }
}
