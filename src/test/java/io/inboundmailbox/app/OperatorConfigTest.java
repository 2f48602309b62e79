package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.testing.TestCa;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class OperatorConfigTest {
    @Test
    void anEmptyEnvironmentGivesTheDefaults() throws ConfigurationException {
        // When
        var config = OperatorConfig.from(Map.of());

        // Then
        assertThat(config).isEqualTo(new OperatorConfig("inbound-mailbox-operator", "default", 8080, List.of(),
                HostList.EMPTY, HostList.EMPTY, null, OperatorConfig.LogFormat.TEXT, Level.INFO,
                Path.of(System.getProperty("java.io.tmpdir"), "inbound-mailbox-spool"), Duration.ofSeconds(10),
                Duration.ofSeconds(2)));
    }

    @Test
    void everyKeyIsRead(@TempDir Path directory) throws ConfigurationException, IOException {
        // Given
        var ca = new TestCa();
        var file = Files.writeString(directory.resolve("ca.pem"), ca.pem());
        var environment = Map.ofEntries(Map.entry("POD_NAME", "operator-7"), Map.entry("POD_NAMESPACE", "mail-system"),
                Map.entry("INBOUNDMAILBOX_HTTP_PORT", "0"), Map.entry("INBOUNDMAILBOX_WATCH_NAMESPACES", "a, b,,a"),
                Map.entry("INBOUNDMAILBOX_EGRESS_ALLOW", "10.0.0.0/8"),
                Map.entry("INBOUNDMAILBOX_TOKEN_HOSTS", "*.corp.example"),
                Map.entry("INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", "https://login.corp.example:8443/"),
                Map.entry("INBOUNDMAILBOX_CUSTOM_CLOUD_GRAPH", "graph.corp.example:444"),
                Map.entry("INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", "mail.corp.example"),
                Map.entry("INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE", file.toString()),
                Map.entry("INBOUNDMAILBOX_LOG_FORMAT", "json"), Map.entry("INBOUNDMAILBOX_LOG_LEVEL", "Debug"),
                Map.entry("INBOUNDMAILBOX_SPOOL_DIRECTORY", "/spool"),
                Map.entry("INBOUNDMAILBOX_LEASE_DURATION", "3s"),
                Map.entry("INBOUNDMAILBOX_LEASE_RENEW_INTERVAL", "500ms"));

        // When
        var config = OperatorConfig.from(environment);

        // Then
        assertThat(environment).hasSameSizeAs(ConfigurationKeys.ALL);
        assertThat(config).isEqualTo(new OperatorConfig("operator-7", "mail-system", 0, List.of("a", "b"),
                HostList.parse("10.0.0.0/8"), HostList.parse("*.corp.example"),
                new Cloud("Custom", URI.create("https://login.corp.example:8443"),
                        URI.create("https://graph.corp.example:444"), "mail.corp.example", new CaBundle(ca.pem())),
                OperatorConfig.LogFormat.JSON, Level.DEBUG, Path.of("/spool"),
                Duration.ofSeconds(3),
                Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({"POD_NAME,Not_A_Name,must be the name", "POD_NAMESPACE,a.b,must name namespaces",
            "INBOUNDMAILBOX_HTTP_PORT,65536,must be a port", "INBOUNDMAILBOX_HTTP_PORT,http,must be a port",
            "INBOUNDMAILBOX_WATCH_NAMESPACES,'a;b',must name namespaces",
            "INBOUNDMAILBOX_EGRESS_ALLOW,http://x,\"http://x\" is neither",
            "INBOUNDMAILBOX_TOKEN_HOSTS,10.0.0.0/99,must have a prefix length",
            "INBOUNDMAILBOX_LOG_FORMAT,xml,must be text or json", "INBOUNDMAILBOX_LOG_LEVEL,loud,must be error",
            "INBOUNDMAILBOX_LEASE_DURATION,10,must be a number with a unit",
            "INBOUNDMAILBOX_LEASE_DURATION,0s,must be longer", "INBOUNDMAILBOX_LEASE_DURATION,6500ms,whole seconds",
            "INBOUNDMAILBOX_LEASE_RENEW_INTERVAL,4s,at most a third"})
    void aWrongValueIsToldInASentence(String name, String value, String expected) {
        assertThat(mistakes(Map.of(name, value))).singleElement().asString().startsWith(name).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"AUTHORITY,http://login.corp.example", "AUTHORITY,https://login.corp.example/tenant",
            "AUTHORITY,https://user@login.corp.example", "AUTHORITY,https://", "GRAPH,graph.corp.example?x",
            "EXCHANGE,imaps://mail.corp.example", "CA_FILE,/nowhere/ca.pem"})
    void aWrongHostOfTheCustomCloudIsTold(String key, String value) {
        // Given
        var cloud = Map.of("INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", "login.corp.example",
                "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", "mail.corp.example");
        var environment = new HashMap<>(cloud);
        environment.put("INBOUNDMAILBOX_CUSTOM_CLOUD_" + key, value);

        // When
        var mistakes = mistakes(environment);

        // Then
        assertThat(mistakes).singleElement().asString().startsWith("INBOUNDMAILBOX_CUSTOM_CLOUD_" + key + " is wrong");
    }

    @Test
    void aFileWithoutACertificateIsTold(@TempDir Path directory) throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("ca.pem"), "no certificate");

        // When
        var mistakes = mistakes(Map.of("INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", "login.corp.example",
                "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", "mail.corp.example", "INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE",
                file.toString()));

        // Then
        assertThat(mistakes).singleElement().asString().contains("at least one PEM certificate");
    }

    @Test
    void halfACustomCloudIsToldOnce() {
        assertThat(mistakes(Map.of("INBOUNDMAILBOX_CUSTOM_CLOUD_GRAPH", "graph.corp.example"))).containsExactly(
                "A custom cloud needs both INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY and "
                        + "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE.");
    }

    @Test
    void allMistakesAreToldTogether() {
        // When
        var mistakes = mistakes(Map.of("INBOUNDMAILBOX_HTTP_PORT", "x", "INBOUNDMAILBOX_LOG_FORMAT", "y",
                "INBOUNDMAILBOX_HTTP_PROT", "8080"));

        // Then
        assertThat(mistakes).hasSize(3);
    }

    @Test
    void anUnknownVariableIsAMistakeThatSuggestsTheNearest() {
        assertThat(mistakes(Map.of("INBOUNDMAILBOX_HTTP_PROT", "8080")))
                .containsExactly("INBOUNDMAILBOX_HTTP_PROT is not known; did you mean INBOUNDMAILBOX_HTTP_PORT?");
    }

    @Test
    void whatKubernetesAddsForAServiceIsNoMistake() throws ConfigurationException {
        // Given
        var links = Map.of("INBOUNDMAILBOX_SERVICE_HOST", "10.0.0.1", "INBOUNDMAILBOX_SERVICE_PORT_METRICS", "8080",
                "INBOUNDMAILBOX_PORT", "tcp://10.0.0.1:8080", "INBOUNDMAILBOX_PORT_8080_TCP_ADDR", "10.0.0.1");

        // When
        var config = OperatorConfig.from(links);

        // Then
        assertThat(config.httpPort()).isEqualTo(8080);
    }

    @Test
    void aBlankValueIsNoValue() throws ConfigurationException {
        assertThat(OperatorConfig.from(Map.of("INBOUNDMAILBOX_HTTP_PORT", " ")).httpPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({"Laptop-7,laptop-7", "not_a_name,inbound-mailbox-operator"})
    void theHostNameStandsInForThePodsNameWhereItCan(String hostName, String podName)
            throws ConfigurationException {
        assertThat(OperatorConfig.from(Map.of("HOSTNAME", hostName)).podName()).isEqualTo(podName);
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> OperatorConfig.from(environment))
                .actual()
                .mistakes();
    }
}
