package io.inboundmailbox.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.inboundmailbox.testing.TestCa;
import java.net.InetAddress;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaBundleTest {
    private final TestCa ca = new TestCa();

    @Test
    void aServerOfThisAuthorityIsTrusted() throws Exception {
        assertThat(handshake(new CaBundle(ca.pem()))).isTrue();
    }

    @Test
    void oneAmongSeveralIsEnough() throws Exception {
        // Given: with text between, as openssl writes it
        var bundle = new CaBundle("subject=CN = another\n" + new TestCa().pem() + "\nsubject=CN = ours\n" + ca.pem());
        // When / Then
        assertThat(handshake(bundle)).isTrue();
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(new CaBundle(new TestCa().pem())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n"})
    void whatHoldsNoCertificateIsRefused(String pem) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CaBundle(pem)).withMessageContaining("PEM");
    }

    @Test
    void aKeyIsNoCertificate() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CaBundle(ca.server("localhost").keyPem()));
    }

    private boolean handshake(CaBundle bundle) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var server = ca.server("localhost")
                        .sslContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, loopback)) {
            var _ = executor.submit(() -> {
                try (var socket = server.accept()) {
                    return socket.getInputStream().read();
                }
            });
            try (var socket = (SSLSocket) bundle.sslContext()
                    .getSocketFactory()
                    .createSocket(loopback, server.getLocalPort())) {
                socket.startHandshake();
                return socket.getSession().isValid();
            }
        }
    }
}
