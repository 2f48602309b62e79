package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.testing.TestCa;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which server is asked, what it must prove, and who may be given a token.
class SourceResolverTest {
    private static final String PASSWORD = "{password: {secretRef: {name: mail}}}";
    private static final CaBundle TRUST = new CaBundle(new TestCa().pem());
    private static final String OTHER_CA = new TestCa().pem();

    private final Resolving resolving = new Resolving();

    @ParameterizedTest
    @CsvSource({
            "Global, outlook.office365.com:993",
            "USGovernment, outlook.office365.us:993",
            "USGovernmentDoD, outlook-dod.office365.us:993",
            "China, partner.outlook.cn:993"
    })
    void theServerFollowsFromTheCloud(String cloud, String server) {
        // When
        var source = resolving.with("cloud: " + cloud).plan().source();
        // Then
        assertThat(source.server()).isEqualTo(server);
        assertThat(source.tls()).isEqualTo(Tls.Implicit);
        assertThat(source.trust()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
            "mail.example.com, mail.example.com, 993",
            "localhost:1993, localhost, 1993",
            "[::1]:1993, [::1], 1993",
            "[::1], [::1], 993"
    })
    void aCustomCloudMayNameAPort(String exchange, String host, int port) {
        // Given
        resolving.customCloud = custom(exchange, TRUST);
        // When
        var source = resolving.with("cloud: Custom").plan().source();
        // Then
        assertThat(source.host()).isEqualTo(host);
        assertThat(source.port()).isEqualTo(port);
        assertThat(source.trust()).isEqualTo(TRUST);
    }

    @Test
    void aCustomCloudThatIsNotConfiguredIsTheInstallersBusiness() {
        // When
        var problem = resolving.with("cloud: Custom").problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CloudNotConfigured);
        assertThat(problem.sentence()).contains("installer", "INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY");
    }

    @ParameterizedTest
    @CsvSource({
            "'host: imap.example.com', 993, Implicit",
            "'host: imap.example.com, tls: StartTLS', 143, StartTLS",
            "'host: imap.example.com, tls: None', 143, None",
            "'host: imap.example.com, port: 1143, tls: None', 1143, None"
    })
    void aServerHasThePortOfItsProtection(String server, int port, Tls tls) {
        // When
        var source = resolving.credentials(PASSWORD).with("server: {" + server + "}").plan().source();
        // Then
        assertThat(source.host()).isEqualTo("imap.example.com");
        assertThat(source.port()).isEqualTo(port);
        assertThat(source.tls()).isEqualTo(tls);
    }

    @Test
    void aServerInACustomCloudIsTrustedByTheCertificatesOfThatCloud() {
        // Given
        resolving.customCloud = custom("mail.example.com", TRUST);
        // When
        var source = resolving.credentials(PASSWORD)
                .with("cloud: Custom\nserver: {host: imap.example.com}")
                .plan()
                .source();
        // Then
        assertThat(source.trust()).isEqualTo(TRUST);
    }

    @Test
    void aServersOwnCertificatesComeFirst() {
        // Given
        resolving.customCloud = custom("mail.example.com", TRUST);
        resolving.configMap("ca", Map.of("ca.crt", OTHER_CA));
        // When
        var source = resolving.credentials(PASSWORD)
                .with("cloud: Custom\nserver: {host: imap.example.com, caBundle: {configMapRef: {name: ca}}}")
                .plan()
                .source();
        // Then
        assertThat(source.trust()).isEqualTo(new CaBundle(OTHER_CA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlook.office365.com", "Outlook.Office365.COM", "outlook.office365.com."})
    void aTokenMayGoToTheCloudsOwnServer(String host) {
        assertThat(resolving.with("server: {host: " + host + "}").plan().source().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap.attacker.example", "outlook.office365.us", "127.0.0.1", "office365.com"})
    void aTokenGoesToNobodyElse(String host) {
        // When
        var problem = resolving.with("server: {host: " + host + "}").problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.EgressRefused);
        assertThat(problem.sentence()).contains("spec.server.host", host, "installer", "INBOUNDMAILBOX_TOKEN_HOSTS");
    }

    @Test
    void aTokenOfACustomCloudMayGoToItsServer() {
        // Given
        resolving.customCloud = custom("localhost:1993", null);
        // When
        var source = resolving.with("cloud: Custom\nserver: {host: localhost, port: 2993}").plan().source();
        // Then
        assertThat(source.port()).isEqualTo(2993);
    }

    @Test
    void aTokenOfACustomCloudGoesToNobodyElseEither() {
        // Given
        resolving.customCloud = custom("localhost:1993", null);
        // When
        var problem = resolving.with("cloud: Custom\nserver: {host: imap.example.com}").problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.EgressRefused);
        assertThat(problem.sentence()).contains("cloud Custom");
    }

    @Test
    void theInstallerMayListFurtherHosts() {
        // Given
        resolving.tokenHosts = HostList.parse("*.hybrid.contoso.com");
        // When
        var source = resolving.with("server: {host: mail.hybrid.contoso.com}").plan().source();
        // Then
        assertThat(source.host()).isEqualTo("mail.hybrid.contoso.com");
    }

    @Test
    void aPasswordMayGoAnywhere() {
        assertThat(resolving.credentials(PASSWORD).with("server: {host: imap.example.com}").plan().source().host())
                .isEqualTo("imap.example.com");
    }

    private static Cloud custom(String exchange, @Nullable CaBundle trust) {
        return new Cloud("Custom", URI.create("https://login.example.com"), URI.create("https://graph.example.com"),
                exchange, trust);
    }
}
