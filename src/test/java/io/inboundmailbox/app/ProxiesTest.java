package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @Test
    void withoutProxiesEverythingIsReachedDirectly() throws Exception {
        assertThat(Proxies.from(Map.of()).select(URI.create("https://example.com/"))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
            "https://example.com/, secure:3128",
            "HTTPS://example.com/, secure:3128",
            "http://example.com/, plain:80"
    })
    void eachSchemeHasItsProxy(String url, String proxy) throws Exception {
        // Given
        var proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://secure:3128/", "HTTP_PROXY", "plain"));
        // When
        var selected = proxies.select(URI.create(url));
        // Then
        assertThat(selected).singleElement().satisfies(one -> {
            var address = (InetSocketAddress) one.address();
            assertThat(address.getHostString() + ":" + address.getPort()).isEqualTo(proxy);
            assertThat(address.isUnresolved()).as("the name is resolved when it is used").isTrue();
        });
    }

    @Test
    void lowerCaseCountsWhereThereIsNoUpperCase() throws Exception {
        // Given
        var proxies = Proxies.from(Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", " ", "no_proxy", "a.com"));
        // Then
        assertThat(proxies.select(URI.create("https://example.com/")).getFirst().address())
                .isEqualTo(InetSocketAddress.createUnresolved("lower", 1));
        assertThat(proxies.select(URI.create("https://a.com/"))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
            "example.com, example.com, true",
            "example.com, EXAMPLE.com, true",
            "example.com, www.example.com, true",
            "example.com, badexample.com, false",
            ".example.com, www.example.com, true",
            "*.example.com, www.example.com, true",
            "'.svc, .cluster.local', web.helpdesk.svc, true",
            "'.svc, .cluster.local', web.helpdesk.svc.cluster.local, true",
            "'.svc, .cluster.local', example.com, false",
            "*, example.com, true",
            "10.0.0.0/8, 10.1.2.3, true",
            "10.0.0.0/8, 11.1.2.3, false",
            "10.1.2.3, 10.1.2.3, true",
            "fd00::/8, [fd00::1], true",
            "10.0.0.0/99, 10.1.2.3, false",
            "'', localhost, true",
            "'', 127.0.0.1, true",
            "'', [::1], true"
    })
    void someHostsAreReachedDirectly(String noProxy, String host, boolean direct) throws Exception {
        // Given
        var proxies = Proxies.from(Map.of("HTTP_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));
        // When
        var selected = proxies.select(URI.create("http://" + host + ":8080/"));
        // Then
        assertThat(selected.contains(Proxy.NO_PROXY)).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:pa55word@pro xy:3128", "http://", "http://user:pa55word@:80", "proxy:99999"})
    void aProxyThatIsNoneStopsTheStartWithoutBeingShown(String proxy) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Proxies.from(Map.of("HTTPS_PROXY", proxy)))
                .satisfies(e -> assertThat(e.mistakes()).singleElement()
                        .asString()
                        .contains("HTTPS_PROXY", "http://proxy.example.com:3128")
                        .doesNotContain("pa55word"));
    }
}
