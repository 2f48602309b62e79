package io.inboundmailbox.app;

import static io.inboundmailbox.app.ConfigurationKeys.CUSTOM_CLOUD_AUTHORITY;
import static io.inboundmailbox.app.ConfigurationKeys.CUSTOM_CLOUD_CA_FILE;
import static io.inboundmailbox.app.ConfigurationKeys.CUSTOM_CLOUD_EXCHANGE;
import static io.inboundmailbox.app.ConfigurationKeys.CUSTOM_CLOUD_GRAPH;

import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// What the installer decides, read once at the start. The meaning of each component is that of its key in
/// [ConfigurationKeys] and in `docs/configuration.md`.
///
/// @param watchNamespaces empty means all
/// @param httpPort 0 means any free one
/// @param customCloud null when none is configured
/// @param logFormat also read by `logback.xml`, from the same variable
/// @param logLevel also read by `logback.xml`, from the same variable
public record OperatorConfig(String podName, String podNamespace, int httpPort, List<String> watchNamespaces,
        HostList egressAllow, HostList tokenHosts, @Nullable Cloud customCloud, LogFormat logFormat, Level logLevel,
        Path spoolDirectory, Duration leaseDuration, Duration leaseRenewInterval) {
    public OperatorConfig {
        watchNamespaces = List.copyOf(watchNamespaces);
    }

    /// How log lines look.
    public enum LogFormat {
        TEXT,
        JSON;

        /// As the variable spells it.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads an environment, as [System#getenv()] gives it. Reads the CA file, nothing else.
    ///
    /// @throws ConfigurationException with all the mistakes there are
    public static OperatorConfig from(Map<String, String> environment) throws ConfigurationException {
        var reader = new EnvironmentReader(environment);
        var config = new OperatorConfig(podName(reader, environment), reader.read(ConfigurationKeys.POD_NAMESPACE),
                reader.read(ConfigurationKeys.HTTP_PORT), reader.read(ConfigurationKeys.WATCH_NAMESPACES),
                reader.read(ConfigurationKeys.EGRESS_ALLOW), reader.read(ConfigurationKeys.TOKEN_HOSTS),
                customCloud(reader),
                reader.read(ConfigurationKeys.LOG_FORMAT), reader.read(ConfigurationKeys.LOG_LEVEL),
                reader.read(ConfigurationKeys.SPOOL_DIRECTORY), reader.read(ConfigurationKeys.LEASE_DURATION),
                reader.read(ConfigurationKeys.LEASE_RENEW_INTERVAL));
        config.crossCheck(reader);
        reader.finish();
        return config;
    }

    /// The host name stands in for the pod's name where it can name an object; in a pod the two are the same.
    private static String podName(EnvironmentReader reader, Map<String, String> environment) {
        var key = ConfigurationKeys.POD_NAME;
        var hostName = environment.getOrDefault("HOSTNAME", "").toLowerCase(Locale.ROOT);
        var isSet = !environment.getOrDefault(key.name(), "").isBlank();
        return isSet || !Parsers.isObjectName(hostName) ? reader.read(key) : hostName;
    }

    private static @Nullable Cloud customCloud(EnvironmentReader reader) {
        var authority = reader.read(CUSTOM_CLOUD_AUTHORITY);
        var exchange = reader.read(CUSTOM_CLOUD_EXCHANGE);
        var graph = reader.read(CUSTOM_CLOUD_GRAPH);
        if (authority.isEmpty()) {
            return null;
        }
        var mailHost = exchange.orElse(Cloud.GLOBAL.exchange());
        return new Cloud("Custom", authority.get(), graph.orElseGet(() -> URI.create("https://" + mailHost)), mailHost,
                reader.read(CUSTOM_CLOUD_CA_FILE).orElse(null));
    }

    private void crossCheck(EnvironmentReader reader) {
        if (!reader.isAnySet(CUSTOM_CLOUD_AUTHORITY)
                && reader.isAnySet(CUSTOM_CLOUD_EXCHANGE, CUSTOM_CLOUD_GRAPH, CUSTOM_CLOUD_CA_FILE)) {
            reader.mistake("A custom cloud needs " + CUSTOM_CLOUD_AUTHORITY.name() + ".");
        }
        if (leaseRenewInterval.multipliedBy(3).compareTo(leaseDuration) > 0) {
            reader.mistake(ConfigurationKeys.LEASE_RENEW_INTERVAL.name() + " must be at most a third of "
                    + ConfigurationKeys.LEASE_DURATION.name() + ".");
        }
    }
}
