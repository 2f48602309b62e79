package io.inboundmailbox.app;

import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.HostList;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// Every environment variable that the operator reads. `docs/configuration.md` holds the same list (a test compares).
final class ConfigurationKeys {
    static final ConfigurationKey<String> POD_NAME = new ConfigurationKey<>("POD_NAME", "name",
            "the host name, else `inbound-mailbox-operator`",
            "Identity of this replica among its peers; the name of its Lease derives from it.", Parsers::objectName,
            "inbound-mailbox-operator");
    static final ConfigurationKey<String> POD_NAMESPACE = ConfigurationKey.of("POD_NAMESPACE", "name", "default",
            "Namespace of the operator itself, where it keeps its Leases and cursors.", Parsers::namespace);
    static final ConfigurationKey<Integer> HTTP_PORT = ConfigurationKey.of("INBOUNDMAILBOX_HTTP_PORT", "port", "8080",
            "Port of `/metrics`, `/livez`, `/readyz` and `/startupz` on all interfaces; 0 takes any free one.",
            Parsers::port);
    static final ConfigurationKey<List<String>> WATCH_NAMESPACES = ConfigurationKey.list(
            "INBOUNDMAILBOX_WATCH_NAMESPACES", "names",
            "Namespaces whose resources are served, separated by commas; empty means all.", Parsers::namespace);
    static final ConfigurationKey<HostList> EGRESS_ALLOW = new ConfigurationKey<>("INBOUNDMAILBOX_EGRESS_ALLOW",
            "hosts",
            "empty", "Hosts that sinks and servers may use although the egress policy refuses them: "
                    + "names, `*.` suffixes, addresses or CIDRs, separated by commas.",
            HostList::parse, HostList.EMPTY);
    static final ConfigurationKey<HostList> TOKEN_HOSTS = new ConfigurationKey<>("INBOUNDMAILBOX_TOKEN_HOSTS", "hosts",
            "empty", "Hosts beside those of the Microsoft clouds that may be given bearer tokens; "
                    + "written as in `INBOUNDMAILBOX_EGRESS_ALLOW`.",
            HostList::parse, HostList.EMPTY);
    static final ConfigurationKey<Optional<URI>> CUSTOM_CLOUD_AUTHORITY = new ConfigurationKey<>(
            "INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", "origin", "none",
            "Where tokens of `cloud: Custom` come from: `https://host[:port]` or `host[:port]`.",
            text -> Optional.of(Parsers.origin(text)), Optional.empty());
    static final ConfigurationKey<Optional<URI>> CUSTOM_CLOUD_GRAPH = new ConfigurationKey<>(
            "INBOUNDMAILBOX_CUSTOM_CLOUD_GRAPH", "origin", "the host of `INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE`",
            "Microsoft Graph of `cloud: Custom`: `https://host[:port]` or `host[:port]`.",
            text -> Optional.of(Parsers.origin(text)), Optional.empty());
    static final ConfigurationKey<Optional<String>> CUSTOM_CLOUD_EXCHANGE = new ConfigurationKey<>(
            "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", "host", "`outlook.office365.com`",
            "The host of IMAP and EWS of `cloud: Custom`, `host` or `host:port`; tokens are asked for in its name.",
            text -> Optional.of(Parsers.authority(text)),
            Optional.empty());
    static final ConfigurationKey<Optional<CaBundle>> CUSTOM_CLOUD_CA_FILE = new ConfigurationKey<>(
            "INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE", "file", "the platform's certificates",
            "PEM file with the certificates that the hosts of `cloud: Custom` are trusted by.",
            text -> Optional.of(Parsers.caFile(text)), Optional.empty());
    static final ConfigurationKey<OperatorConfig.LogFormat> LOG_FORMAT = ConfigurationKey.of(
            "INBOUNDMAILBOX_LOG_FORMAT", "`text` or `json`", "text", "How log lines are written to standard output.",
            Parsers::logFormat);
    static final ConfigurationKey<Level> LOG_LEVEL = ConfigurationKey.of("INBOUNDMAILBOX_LOG_LEVEL",
            "`error`, `warn`, `info`, `debug` or `trace`", "info",
            "The least important of the operator's own lines that is written; libraries stay at warnings.",
            Parsers::level);
    static final ConfigurationKey<Path> SPOOL_DIRECTORY = new ConfigurationKey<>("INBOUNDMAILBOX_SPOOL_DIRECTORY",
            "directory", "`inbound-mailbox-spool` in the temporary directory of the JVM",
            "Where larger messages lie while they are delivered; made when it is not there.", Parsers::path,
            Path.of(System.getProperty("java.io.tmpdir"), "inbound-mailbox-spool"));
    static final ConfigurationKey<Duration> LEASE_DURATION = ConfigurationKey.of("INBOUNDMAILBOX_LEASE_DURATION",
            "duration", "10s", "How long a replica that is silent keeps its mailboxes; whole seconds.",
            Parsers::wholeSeconds);
    static final ConfigurationKey<Duration> LEASE_RENEW_INTERVAL = ConfigurationKey.of(
            "INBOUNDMAILBOX_LEASE_RENEW_INTERVAL", "duration", "2s",
            "How often a replica renews its Lease; at most a third of the lease duration.", Parsers::duration);

    static final List<ConfigurationKey<?>> ALL = List.of(POD_NAME, POD_NAMESPACE, HTTP_PORT, WATCH_NAMESPACES,
            EGRESS_ALLOW, TOKEN_HOSTS, CUSTOM_CLOUD_AUTHORITY, CUSTOM_CLOUD_GRAPH, CUSTOM_CLOUD_EXCHANGE,
            CUSTOM_CLOUD_CA_FILE, LOG_FORMAT, LOG_LEVEL, SPOOL_DIRECTORY, LEASE_DURATION, LEASE_RENEW_INTERVAL);

    private ConfigurationKeys() {}
}
