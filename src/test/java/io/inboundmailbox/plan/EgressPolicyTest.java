package io.inboundmailbox.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressPolicyTest {
    private static final EgressPolicy STRICT = new EgressPolicy(HostList.EMPTY);

    @ParameterizedTest
    @CsvSource({"localhost,127.0.0.1", "evil.example.com,127.8.9.1", "evil.example.com,::1", "127.0.0.1,127.0.0.1",
            "evil.example.com,::ffff:127.0.0.1", "evil.example.com,64:ff9b::7f00:1", "evil.example.com,::127.0.0.1",
            "evil.example.com,169.254.169.254", "evil.example.com,fe80::1", "evil.example.com,fd00:ec2::254",
            "evil.example.com,168.63.129.16", "evil.example.com,100.100.100.200", "evil.example.com,0.0.0.0",
            "evil.example.com,0.1.2.3", "evil.example.com,::", "evil.example.com,224.0.0.1", "evil.example.com,ff02::1",
            "evil.example.com,255.255.255.255", "evil.example.com,64:ff9b::a9fe:a9fe"})
    void anAddressThatIsNobodyElsesIsRefusedHoweverItIsReached(String host, String address) {
        assertThat(refusal(STRICT, host, address)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,10.1.2.3", "172.31.0.1,172.31.0.1", "192.168.0.1,192.168.0.1", "100.64.0.1,100.64.0.1",
            "[fd12::1],fd12::1", "[::ffff:10.0.0.1],10.0.0.1", "167772161,10.0.0.1", "0xa.1,10.0.0.1", "10.1,10.0.0.1",
            "0xA000001,10.0.0.1", "10.0.0.1.,10.0.0.1"})
    void aPrivateAddressWrittenAsANumberIsRefused(String host, String address) {
        assertThat(refusal(STRICT, host, address)).contains("private address written as a number");
    }

    @ParameterizedTest
    @CsvSource({"web.other.svc", "web.other.svc.cluster.local", "WEB.Other.SVC.", "web.other.svc.cluster.local.",
            "10-0-0-1.helpdesk.pod.cluster.local", "evilhelpdesk.svc", "kubernetes.default.svc"})
    void aNameOfAnotherNamespaceIsRefused(String host) {
        assertThat(refusal(STRICT, host, "10.96.0.7")).contains("not to the namespace helpdesk");
    }

    @ParameterizedTest
    @CsvSource({"hooks.example.com,203.0.113.7", "203.0.113.7,203.0.113.7", "mail.corp.example,10.1.2.3",
            "mail.corp.example,fd12::1", "web.helpdesk.svc,10.96.0.7", "web.helpdesk.svc.cluster.local,10.96.0.7",
            "web-0.web.helpdesk.svc,10.96.0.7", "[2001:db8::1],2001:db8::1", "svc.example.com,203.0.113.7"})
    void everythingElseMayBeReached(String host, String address) {
        assertThat(refusal(STRICT, host, address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"localhost,localhost,127.0.0.1", "127.0.0.0/8,localhost,127.0.0.1", "127.0.0.1,127.0.0.1,127.0.0.1",
            "*.other.svc,web.other.svc,10.96.0.7", "10.0.0.0/8,10.1.2.3,10.1.2.3",
            "127.0.0.0/8,evil.example.com,64:ff9b::7f00:1"})
    void whatTheInstallerListsMayBeReached(String list, String host, String address) {
        assertThat(refusal(new EgressPolicy(HostList.parse(list)), host, address)).isEmpty();
    }

    @Test
    void aListedNetworkDoesNotOpenTheServicesOfOtherNamespaces() {
        // Given
        var policy = new EgressPolicy(HostList.parse("10.0.0.0/8"));

        // When
        var refusal = refusal(policy, "web.other.svc", "10.96.0.7");

        // Then
        assertThat(refusal).isNotEmpty();
    }

    @Test
    void theSentenceNamesTheRemedyAndNotTheAddress() {
        assertThat(refusal(STRICT, "evil.example.com", "169.254.169.254")).contains("evil.example.com")
                .contains("INBOUNDMAILBOX_EGRESS_ALLOW")
                .doesNotContain("169.254");
    }

    private static String refusal(EgressPolicy policy, String host, String address) {
        return policy.refusal("helpdesk", host, InetAddress.ofLiteral(address)).orElse("");
    }
}
