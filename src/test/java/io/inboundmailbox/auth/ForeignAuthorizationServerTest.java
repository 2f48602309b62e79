package io.inboundmailbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.testing.TestCa;
import java.net.URI;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.http.SslKeystore;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.Test;

/// The judge is an authorization server that somebody else wrote.
class ForeignAuthorizationServerTest {
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";

    @Test
    void aSecretBuysAToken() throws Exception {
        // Given
        var ca = new TestCa();
        var server = mockOauth2(ca.server("localhost"));
        server.start();
        var authority = URI.create("https://localhost:" + server.baseUrl().port());
        var credentials = new Credentials.ClientSecret(EntraFixture.cloud("Custom", authority), TENANT, "an-app",
                Secret.of("a secret"), "contoso-mail");
        var settings = EntraSettings.of(Clock.systemUTC(), new Random()).withCustomCloudCa(new CaBundle(ca.pem()));

        // When
        try (var tokens = new EntraTokenSource(settings)) {
            var token = tokens.token(credentials, "https://mail.example/.default");

            // Then
            var issuer = SignedJWT.parse(token.value().reveal()).getJWTClaimsSet().getIssuer();
            assertThat(issuer).startsWith(authority + "/" + TENANT);
            assertThat(token.expiresAt()).isAfter(token.acquiredAt());
        } finally {
            server.shutdown();
        }
    }

    private static MockOAuth2Server mockOauth2(TestCa.Server tls) {
        var ssl = new Ssl(new SslKeystore(TestCa.Server.PASSWORD, tls.keyStore()));
        return new MockOAuth2Server(new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(),
                new MockWebServerWrapper(ssl)));
    }
}
