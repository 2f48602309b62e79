package io.inboundmailbox.auth;

import static io.inboundmailbox.auth.EntraFixture.APP;
import static io.inboundmailbox.auth.EntraFixture.SECRET;
import static io.inboundmailbox.auth.EntraFixture.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TokenProxyTest {
    @Test
    void theProxyIsAskedForTheTokenEndpoint() throws Exception {
        try (var entra = new EntraFixture();
                var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            var heard = CompletableFuture.supplyAsync(() -> refuseTunnel(listener), Thread::startVirtualThread);
            var proxy = ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    listener.getLocalPort()));
            var credentials = new Credentials.ClientSecret(
                    EntraFixture.cloud("Custom", URI.create("https://login.invalid")), TENANT, APP, Secret.of(SECRET),
                    "contoso-mail");

            // When
            try (var tokens = new EntraTokenSource(entra.settings().withProxy(proxy))) {
                var problem = entra.problem(tokens, credentials);

                // Then
                assertThat(heard.join()).startsWith("CONNECT login.invalid:443");
                assertThat(problem.reason()).isEqualTo(Reason.TokenEndpointUnavailable);
                assertThat(problem.sentence()).doesNotContain("Gibberish");
            }
        }
    }

    private static String refuseTunnel(ServerSocket listener) {
        try (var socket = listener.accept()) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var first = reader.readLine();
            for (var line = first; line != null && !line.isEmpty(); line = reader.readLine()) {
                // the header is read to its end
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 407 Gibberish\r\nProxy-Authenticate: Basic\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return first == null ? "" : first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
