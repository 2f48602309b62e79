package io.inboundmailbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.plan.CaBundle;
import java.net.InetAddress;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class TestCaTest {
    @Test
    void aClientThatTrustsTheBundleTalksToTheServer() throws Exception {
        var ca = new TestCa();
        var factory = ca.server("localhost", "127.0.0.1").sslContext().getServerSocketFactory();
        try (var listener = (SSLServerSocket) factory.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answer = Thread.startVirtualThread(() -> {
                try (var accepted = listener.accept()) {
                    accepted.getOutputStream().write('!');
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            var client = new CaBundle(ca.pem()).sslContext().getSocketFactory();

            try (var socket = (SSLSocket) client.createSocket("127.0.0.1", listener.getLocalPort())) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);

                assertThat(socket.getInputStream().read()).isEqualTo('!');
            }
            answer.join();
        }
    }
}
