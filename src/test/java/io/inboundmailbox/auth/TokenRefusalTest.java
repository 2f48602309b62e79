package io.inboundmailbox.auth;

import static io.inboundmailbox.auth.EntraFixture.APP;
import static io.inboundmailbox.auth.EntraFixture.SECRET;
import static io.inboundmailbox.auth.EntraFixture.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.testing.EntraServer.Scripted;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What is said when there is no token, and that nothing of it comes from outside.
class TokenRefusalTest {
    private static final String CORRELATION = "33333333-3333-3333-3333-333333333333";
    private final EntraFixture entra = new EntraFixture(Duration.ofSeconds(5));

    @AfterEach
    void close() {
        entra.close();
    }

    @Test
    void aWrongSecretNamesTheKeyToMend() {
        // Given
        entra.server.script(Scripted.error(401, "invalid_client", 7000215, CORRELATION));

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(problem.sentence()).isEqualTo("The client secret in contoso-mail/clientSecret is not accepted for "
                + "application " + APP + ". The app owner must copy the secret's Value (not its Secret ID) from "
                + "Certificates & secrets into that key. Correlation id " + CORRELATION + ".");
    }

    @Test
    void aSecretIdInPlaceOfTheValueIsNoticed() {
        // When
        var problem = entra.problem(entra.withSecret("44444444-4444-4444-4444-444444444444"));

        // Then
        assertThat(problem.sentence()).contains("The value there is a GUID, as Secret IDs are.");
    }

    @Test
    void anUnknownApplicationIsSaid() {
        // When
        var problem = entra.problem(entra.credentials(TENANT, "55555555-5555-5555-5555-555555555555", SECRET));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.AppNotFound);
        assertThat(problem.sentence()).contains("55555555-5555-5555-5555-555555555555", TENANT);
    }

    @Test
    void anUnknownTenantIsSaid() {
        // When
        var problem = entra.problem(entra.credentials("contoso.example", APP, SECRET));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.TenantNotFound);
        assertThat(problem.sentence()).contains("contoso.example", entra.server.authority().toString());
    }

    @Test
    void aSecretInPlaceOfTheClientIdIsNotShown() {
        // When
        var problem = entra.problem(entra.credentials(TENANT, SECRET, SECRET));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.AppNotFound);
        assertThat(problem.sentence()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "consumers", "organizations", "", " ", "adfs", "contoso.example\n",
            "contoso.example/oauth2?x=", "\"11111111-1111-1111-1111-111111111111\"", "-contoso.example",
            "contoso..example"})
    void aTenantThatCannotBeIsRefusedWithoutARequest(String tenant) {
        // When
        var problem = entra.problem(entra.credentials(tenant, APP, SECRET));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.TenantNotFound);
        assertThat(problem.sentence()).contains("tenantId").doesNotContain("{");
        assertThat(entra.server.requests()).isZero();
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void whatIsNoAnswerIsAnEndpointThatIsUnavailable(Scripted answer) {
        // Given
        entra.server.script(answer);

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.TokenEndpointUnavailable);
        assertThat(problem.advice()).isEqualTo(RetryAdvice.BACK_OFF);
        assertThat(problem.sentence()).doesNotContain("Gibberish").doesNotContain("{");
        assertThat(entra.server.requests()).isEqualTo(1);
        assertThat(entra.server.strayRequests()).isZero();
    }

    static Stream<Scripted> answersThatAreNone() {
        return Stream.of(Scripted.html(200, "<html>Gibberish</html>"), Scripted.json(200, ""),
                Scripted.json(200, "{\"access_token\":null,\"expires_in\":3599}"),
                Scripted.json(200, "{\"access_token\":\"a b\",\"expires_in\":3599}"),
                Scripted.json(200, "{\"access_token\":\"abc\",\"expires_in\":0}"),
                Scripted.json(200, "[\"Gibberish\"]"), Scripted.status(503), Scripted.html(503, "Gibberish"),
                Scripted.html(403, "<html>Gibberish</html>"), Scripted.html(401, "Gibberish"),
                Scripted.status(302).with("Location", "/elsewhere"), Scripted.status(429),
                Scripted.json(400, "{\"error\":\"temporarily_unavailable\"}"),
                Scripted.html(200, "x".repeat(300 * 1024)), Scripted.error(503, "server_error", 7000215, "Gibberish"));
    }

    @Test
    void anEndpointThatHangsIsGivenUp() {
        // Given
        var tokens = new EntraFixture(Duration.ofMillis(300));
        tokens.server.hang();

        // When
        var problem = tokens.problem();

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.TokenEndpointUnavailable);
        assertThat(problem.sentence()).contains("did not answer in time");
        tokens.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterInSecondsIsHonoured(int status) {
        // Given
        entra.server.script(Scripted.status(status).with("Retry-After", "120"));

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.advice()).isEqualTo(RetryAdvice.after(Duration.ofMinutes(2)));
        entra.clock.advance(Duration.ofSeconds(119));
        entra.problem();
        assertThat(entra.server.requests()).isEqualTo(1);
    }

    @Test
    void retryAfterAsADateIsHonoured() {
        // Given
        var date = DateTimeFormatter.RFC_1123_DATE_TIME
                .format(entra.clock.instant().plusSeconds(90).atOffset(ZoneOffset.UTC));
        entra.server.script(Scripted.status(503).with("Retry-After", date));

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.advice()).isEqualTo(RetryAdvice.after(Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "Mon, 01 Jan 2001 00:00:00 GMT", "99999999999999999999"})
    void aRetryAfterThatSaysNothingIsIgnored(String value) {
        // Given
        entra.server.script(Scripted.status(503).with("Retry-After", value));

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.advice()).isEqualTo(RetryAdvice.BACK_OFF);
    }

    @Test
    void anUntrustedCertificateNamesTheInstallersVariable() {
        // Given
        try (var tokens = new EntraTokenSource(entra.settings())) {
            // When
            var problem = entra.problem(tokens, entra.credentials());

            // Then
            assertThat(problem.reason()).isEqualTo(Reason.CertificateRejected);
            assertThat(problem.sentence()).contains("INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE",
                    entra.server.authority().toString());
        }
    }

    @Test
    void theCustomCloudsCaIsWorthNothingInAnotherCloud() {
        // When
        var problem = entra.problem(at("Global", entra.server.authority()));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CertificateRejected);
        assertThat(problem.sentence()).contains("proxy").doesNotContain("INBOUNDMAILBOX");
    }

    @Test
    void aHostThatTheCertificateDoesNotNameIsRejected() {
        // When
        var problem = entra.problem(at("Custom", URI.create("https://127.0.0.1:" + entra.server.port())));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CertificateRejected);
    }

    @Test
    void anUnknownHostIsSaid() {
        // When
        var problem = entra.problem(at("Custom", URI.create("https://login.invalid")));

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.TokenEndpointUnavailable);
        assertThat(problem.sentence()).contains("https://login.invalid is not known");
    }

    @Test
    void aClosedPortIsSaid() throws Exception {
        // Given
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        // When
        var problem = entra.problem(at("Custom", URI.create("https://localhost:" + port)));

        // Then
        assertThat(problem.sentence()).contains("takes no connections");
    }

    @Test
    void nothingForeignAndNoSecretIsShownOrLogged() {
        // Given
        var root = (Logger) LoggerFactory.getLogger("com.microsoft.aad.msal4j");
        var own = (Logger) LoggerFactory.getLogger("io.inboundmailbox");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        Stream.of(root, own).forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.addAppender(lines);
        });
        entra.server.script(Scripted.error(401, "Gibberish", 12345, "Gibberish")
                .with("client-request-id", "Gibberish"), Scripted.html(200, "Gibberish"));

        // When
        var first = catchThrowable(() -> entra.token());
        entra.tokens.retry(entra.credentials(), entra.scope());
        var second = catchThrowable(() -> entra.token());

        // Then
        Stream.of(root, own).forEach(logger -> logger.detachAppender(lines));
        var shown = new StringWriter();
        Stream.of(first, second).forEach(failure -> failure.printStackTrace(new PrintWriter(shown)));
        lines.list.forEach(line -> shown.append(line.getFormattedMessage() + line.getKeyValuePairs()));
        assertThat(shown.toString()).contains("Token request refused", "an unknown error, AADSTS12345")
                .doesNotContain("Gibberish")
                .doesNotContain(SECRET);
    }

    @Test
    void aTokenDoesNotShowItself() throws Exception {
        // When
        var token = entra.token();

        // Then
        assertThat(token.toString()).contains("***").doesNotContain(token.value().reveal());
    }

    private Credentials.ClientSecret at(String cloud, URI authority) {
        return new Credentials.ClientSecret(EntraFixture.cloud(cloud, authority), TENANT, APP, Secret.of(SECRET),
                "contoso-mail");
    }
}
