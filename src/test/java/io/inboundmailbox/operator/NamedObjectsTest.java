package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SigningKeys;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.testing.TestCa;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the Secrets and ConfigMaps that a spec names, and of those that are not as they should be.
class NamedObjectsTest {
    private static final String SIGNED = webhook("signingSecretRef: {name: sink, key: k}");
    private static final String HEADERS = webhook("headersSecretRef: {name: sink, keys: [Authorization, X-Team]}");
    private static final String TRUSTED = webhook("caBundle: {configMapRef: {name: ca}}");

    private final Resolving resolving = new Resolving();

    @Test
    void aClientSecretIsReadFromItsSecret() {
        assertThat(resolving.plan().source().credentials()).isEqualTo(
                new Credentials.ClientSecret(Cloud.GLOBAL, "contoso.com", "app", Secret.of("s3cret"), "mail"));
    }

    @Test
    void tenantAndClientMayStandInTheSpec() {
        // Given
        resolving.secret("mail", Map.of("clientSecret", "s3cret"));
        // When
        var credentials = resolving
                .credentials("{clientSecret: {secretRef: {name: mail}, tenantId: fabrikam.com, clientId: other}}")
                .plan()
                .source()
                .credentials();
        // Then
        assertThat(credentials).isEqualTo(
                new Credentials.ClientSecret(Cloud.GLOBAL, "fabrikam.com", "other", Secret.of("s3cret"), "mail"));
    }

    @Test
    void aPasswordIsReadFromItsSecret() {
        assertThat(resolving.credentials("{password: {secretRef: {name: mail}}}")
                .with("server: {host: imap.example.com}")
                .plan()
                .source()
                .credentials())
                .isEqualTo(new Credentials.Password("support", Secret.of("pa55"), "mail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n", "  s3cret\r\n", "\uFEFFs3cret", "\"s3cret\"", "'s3cret'\n", "\u00a0s3cret"})
    void whatPeoplePasteAlongIsTrimmed(String value) {
        // Given
        resolving.secret("mail", Map.of("tenantId", " contoso.com\n", "clientId", "\"app\"", "clientSecret", value));
        // When
        var credentials = resolving.plan().source().credentials();
        // Then
        assertThat(credentials).isEqualTo(
                new Credentials.ClientSecret(Cloud.GLOBAL, "contoso.com", "app", Secret.of("s3cret"), "mail"));
    }

    @Test
    void quotesWithinAValueAreItsOwn() {
        // Given
        resolving.secret("mail", Map.of("tenantId", "contoso.com", "clientId", "app", "clientSecret", "a\"b'"));
        // When
        var credentials = (Credentials.ClientSecret) resolving.plan().source().credentials();
        // Then
        assertThat(credentials.clientSecret().reveal()).isEqualTo("a\"b'");
    }

    @Test
    void aSecretThatIsBeingReadMakesThePlanPending() {
        assertThat(resolving.lookup("mail", new Lookup.Pending()).resolution()).isEqualTo(new Resolution.Pending());
    }

    @Test
    void aMissingSecretIsNamedWithItsField() {
        // When
        var problem = resolving.lookup("mail", new Lookup.Absent()).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretNotFound);
        assertThat(problem.sentence()).contains("Secret mail", "spec.credentials.clientSecret.secretRef",
                "namespace helpdesk");
        assertThat(problem.advice()).isEqualTo(RetryAdvice.NEVER);
    }

    @Test
    void aSecretThatMayNotBeReadIsTheInstallersBusiness() {
        // When
        var problem = resolving.lookup("mail", new Lookup.Forbidden()).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.ReferenceForbidden);
        assertThat(problem.sentence()).contains("Secret mail", "namespace helpdesk", "installer");
    }

    @Test
    void aMissingKeyIsNamedWithTheCommandThatAddsIt() {
        // Given
        resolving.secret("mail", Map.of("tenantId", "contoso.com", "clientId", "app", "secret", "s3cret"));
        // When
        var problem = resolving.problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretKeyMissing);
        assertThat(problem.sentence()).contains("no key clientSecret", "kubectl -n helpdesk patch secret mail")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\"\""})
    void anEmptyKeyIsMissingToo(String value) {
        // Given
        resolving.secret("mail", Map.of("tenantId", "contoso.com", "clientId", value, "clientSecret", "s3cret"));
        // When
        var problem = resolving.problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretKeyMissing);
        assertThat(problem.sentence()).contains("Key clientId of Secret mail is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "Organizations", "consumers", "contoso.com/../common", "s3cret value"})
    void aTenantThatIsNoneIsNamedButNotShown(String tenant) {
        // Given
        resolving.secret("mail", Map.of("tenantId", tenant, "clientId", "app", "clientSecret", "s3cret"));
        // When
        var problem = resolving.problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretKeyInvalid);
        assertThat(problem.sentence()).startsWith("Key tenantId of Secret mail").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web.example.com/hook", "/hook", "ftp://example.com/", "https:///mail",
            "https://user:pa55@example.com/", "https://example.com/#part", "https://example.com:99999/",
            "https://exa mple/"})
    void aUrlThatIsNoneIsNotShown(String url) {
        // When
        var problem = resolving.sink("{webhook: {url: '" + url + "'}}").problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SinkUrlInvalid);
        assertThat(problem.sentence()).contains("spec.sink.webhook.url").doesNotContain(url);
    }

    @ParameterizedTest
    @CsvSource({"https://example.com/mail?key=1", "HTTP://example.com", "http://[fd00::1]:8080/mail"})
    void aUrlIsTakenAsItIs(String url) {
        assertThat(webhook(resolving.sink("{webhook: {url: ' " + url + "'}}")).url()).isEqualTo(URI.create(url));
    }

    @Test
    void twoSigningKeysMayStandTogether() {
        // Given
        var other = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
        resolving.secret("sink", Map.of("k", other + "\n" + Resolving.SIGNING_KEY + "\n"));
        // When
        var webhook = webhook(resolving.sink(SIGNED));
        // Then
        assertThat(webhook.signingKeys())
                .containsExactly(SigningKeys.parse(other), SigningKeys.parse(Resolving.SIGNING_KEY));
    }

    @Test
    void aSigningKeyThatIsNoneIsNotShown() {
        // Given
        resolving.secret("sink", Map.of("k", "hunter2"));
        // When
        var problem = resolving.sink(SIGNED).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretKeyInvalid);
        assertThat(problem.sentence()).contains("Key k of Secret sink", "signingSecretRef", "openssl")
                .doesNotContain("hunter2");
    }

    @Test
    void headersAreNamedByTheirKeys() {
        // Given
        resolving.secret("sink", Map.of("Authorization", "Bearer abc\n", "X-Team", "mail", "X-Other", "no"));
        // When
        var webhook = webhook(resolving.sink(HEADERS));
        // Then
        assertThat(webhook.headers())
                .isEqualTo(Map.of("Authorization", Secret.of("Bearer abc"), "X-Team", Secret.of("mail")));
    }

    @Test
    void aMissingHeaderIsNamed() {
        // Given
        resolving.secret("sink", Map.of("Authorization", "Bearer abc"));
        // When
        var problem = resolving.sink(HEADERS).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SecretKeyMissing);
        assertThat(problem.sentence()).contains("no key X-Team");
    }

    @Test
    void certificatesMayComeFromASecretToo() {
        // Given
        var pem = new TestCa().pem();
        resolving.secret("ca", Map.of("root", pem));
        // When
        var webhook = webhook(resolving.sink("{webhook: {url: 'https://example.com/', "
                + "caBundle: {secretRef: {name: ca}, key: root}}}"));
        // Then
        assertThat(webhook.trust()).isEqualTo(new CaBundle(pem));
    }

    @Test
    void aMissingConfigMapIsNamedWithItsField() {
        // When
        var problem = resolving.sink(TRUSTED).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CaBundleNotFound);
        assertThat(problem.sentence()).contains("ConfigMap ca", "spec.sink.webhook.caBundle", "does not exist");
    }

    @Test
    void aConfigMapWithoutTheKeyIsNamed() {
        // Given
        resolving.configMap("ca", Map.of("other", ""));
        // When
        var problem = resolving.sink(TRUSTED).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CaBundleNotFound);
        assertThat(problem.sentence()).contains("no key ca.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void certificatesThatCannotBeReadAreSaidToBe(String pem) {
        // Given
        resolving.configMap("ca", Map.of("ca.crt", pem));
        // When
        var problem = resolving.sink(TRUSTED).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CaBundleInvalid);
        assertThat(problem.sentence()).contains("Key ca.crt of ConfigMap ca", "spec.sink.webhook.caBundle");
    }

    private static SinkSettings.Webhook webhook(Resolving resolving) {
        return (SinkSettings.Webhook) resolving.plan().sink();
    }

    private static String webhook(String field) {
        return "{webhook: {url: 'https://example.com/', " + field + "}}";
    }
}
