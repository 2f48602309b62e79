package io.inboundmailbox.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {
    private static final String LIST = "Mail.example.com, *.corp.example ,10.0.0.0/8,192.168.7.9,fd00::/8,"
            + "[::1],172.16.0.0/13";

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.com", "MAIL.example.com.", "a.corp.example", "a.b.corp.example", "10.1.2.3",
            "192.168.7.9", "[fd12::1]", "::1", "172.23.255.255"})
    void aListedHostIsRecognised(String host) {
        assertThat(HostList.parse(LIST).names(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "x.mail.example.com", "corp.example", "notcorp.example", "11.1.2.3",
            "192.168.7.8", "fe00::1", "::2", "172.24.0.0", "10.1.2.3.example.com", "10.1"})
    void anyOtherHostIsNot(String host) {
        assertThat(HostList.parse(LIST).names(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.255.255.255,true", "::ffff:10.0.0.1,true", "fdff::,true", "9.255.255.255,false", "fe80::1,false"})
    void anAddressIsComparedWithNetworks(String address, boolean contained) {
        assertThat(HostList.parse(LIST).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @Test
    void everythingIsContainedInANetworkOfNoBits() {
        assertThat(HostList.parse("0.0.0.0/0").names("203.0.113.7")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", " , "})
    void blankMeansEmpty(String text) {
        assertThat(HostList.parse(text)).isEqualTo(HostList.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mail.example.com", "mail.example.com:993", "*", "*.", "*.*.example.com", "a b",
            "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.256", "10.1", "2130706433", "0x7f.1", "fd00::/129",
            "mail.example.com/24", "-x.example.com"})
    void anEntryThatCannotBeReadIsNamed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostList.parse("ok.example.com," + text))
                .withMessageContaining("\"" + text + "\"");
    }
}
