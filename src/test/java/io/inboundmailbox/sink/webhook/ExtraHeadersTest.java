package io.inboundmailbox.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.plan.Secret;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraHeadersTest {
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "Cookie", "User-Agent", "Cement"})
    void aUserMayAdd(String name) {
        assertThat(ExtraHeaders.complaint(Map.of(name, Secret.of("Basic dTpw\tx")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "CE-anything", "Webhook-Signature", "webhook-id", "Host", "Content-Length",
            "Content-Type", "Transfer-Encoding", "Connection", "Expect", "Upgrade"})
    void onlyTheOperatorSets(String name) {
        assertThat(ExtraHeaders.complaint(Map.of(name, Secret.of("x"))))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "colon:", "line\nbreak", "Schlüssel"})
    void isNoName(String name) {
        assertThat(ExtraHeaders.complaint(Map.of(name, Secret.of("x")))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden\r\nX-Forged: 1", "hidden\0", "hidden\u00e9", "hidden\u20ac"})
    void isNoValue(String value) {
        assertThat(ExtraHeaders.complaint(Map.of("X-Key", Secret.of(value)))).hasValueSatisfying(
                complaint -> assertThat(complaint).contains("X-Key").doesNotContain("hidden"));
    }
}
