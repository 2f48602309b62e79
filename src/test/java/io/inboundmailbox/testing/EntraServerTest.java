package io.inboundmailbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.inboundmailbox.testing.EntraServer.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntraServerTest {
    private static final Grant GRANT = new Grant("contoso.example", "an-app", "https://mail.example/.default");

    @Test
    void somebodyElsesLibraryAcceptsTheSignature() throws Exception {
        try (var server = EntraServer.start(new TestCa().server("localhost"))) {
            // When
            var token = SignedJWT.parse(server.token(GRANT));

            // Then
            var key = JWK.parseFromPEMEncodedObjects(server.publicKeyPem()).toRSAKey();
            assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        }
    }

    @Test
    void theClaimsAreWhatTheTestAskedFor() throws Exception {
        try (var server = EntraServer.start(new TestCa().server("localhost"))) {
            // Given
            var now = Instant.parse("2026-03-01T08:00:00Z");
            server.clock(Clock.fixed(now, ZoneOffset.UTC));
            server.tokenLife(Duration.ofMinutes(10));
            server.subject(_ -> "support@contoso.example");
            server.claims(grant -> Map.of("azp", grant.clientId()));

            // When
            var claims = SignedJWT.parse(server.token(GRANT)).getJWTClaimsSet();

            // Then
            assertThat(claims.getSubject()).isEqualTo("support@contoso.example");
            assertThat(claims.getIssuer()).isEqualTo("https://sts.local/");
            assertThat(claims.getAudience()).containsExactly("https://mail.example");
            assertThat(claims.getExpirationTime()).isEqualTo(Date.from(now.plus(Duration.ofMinutes(10))));
            assertThat(claims.getStringClaim("azp")).isEqualTo("an-app");
        }
    }
}
