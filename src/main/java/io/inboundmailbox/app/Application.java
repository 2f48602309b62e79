package io.inboundmailbox.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inboundmailbox.auth.EntraSettings;
import io.inboundmailbox.auth.EntraTokenSource;
import io.inboundmailbox.operator.MailboxOperator;
import io.inboundmailbox.operator.OperatorPorts;
import io.inboundmailbox.operator.OperatorSettings;
import io.inboundmailbox.operator.OwnershipSettings;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.MailSinks;
import io.inboundmailbox.sink.stdout.StdoutMailSink;
import io.inboundmailbox.sink.webhook.WebhookMailSinks;
import io.inboundmailbox.source.imap.ImapMailSources;
import io.inboundmailbox.telemetry.BuildInfo;
import io.inboundmailbox.telemetry.HealthChecks;
import io.inboundmailbox.telemetry.HttpEndpoint;
import io.inboundmailbox.telemetry.MeteredMailSinks;
import io.inboundmailbox.telemetry.MeteredMailSources;
import io.inboundmailbox.telemetry.MeteredQuarantine;
import io.inboundmailbox.telemetry.MeteredReports;
import io.inboundmailbox.telemetry.Meters;
import io.inboundmailbox.worker.Spool;
import io.inboundmailbox.worker.Surroundings;
import io.inboundmailbox.worker.WorkerPool;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The operator as one object: the parts list, in the order of starting. Closing goes the other way round.
public final class Application implements AutoCloseable {
    /// A request that takes longer has missed its renewal anyway.
    private static final Duration OWNERSHIP_TIMEOUT = Duration.ofSeconds(3);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final HttpEndpoint endpoint;

    /// Starts everything.
    ///
    /// @param proxies which proxy leads to a host, for token requests and webhooks
    /// @throws IOException when the HTTP port or the spool directory cannot be used; the message says which
    public Application(OperatorConfig config, ProxySelector proxies) throws IOException {
        try {
            endpoint = assemble(config, proxies);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Where metrics and health are served.
    public int port() {
        return endpoint.port();
    }

    private HttpEndpoint assemble(OperatorConfig config, ProxySelector proxies) throws IOException {
        var clock = Clock.systemUTC();
        var random = new Random();
        var meters = own(new Meters(clock, System::nanoTime, BuildInfo.current()));
        var spool = spool(config);
        var client = own(new KubernetesClientBuilder().build());
        var ownershipClient = own(ownershipClient());

        var customCloud = config.customCloud();
        var tokens = own(new EntraTokenSource(EntraSettings.of(clock, random)
                .withProxy(proxies)
                .withCustomCloudCa(customCloud == null ? null : customCloud.trust())
                .withEvents(Telemetry.tokens(meters))));
        var webhooks = own(new WebhookMailSinks(clock, proxies));

        var settings = new OperatorSettings(config.podName(),
                new OwnershipSettings(config.podNamespace(), config.leaseDuration(), config.leaseRenewInterval(),
                        Duration.ofSeconds(2), Duration.ofDays(14)),
                Set.copyOf(config.watchNamespaces()), customCloud, config.tokenHosts());
        var sources = new MeteredMailSources(new ImapMailSources(tokens, clock), meters);
        var sinks = new MeteredMailSinks(sinks(webhooks), meters);
        var ports = new OperatorPorts(
                (cursors, guard, quarantine, reports) -> new WorkerPool(new Surroundings(sources, sinks, cursors, guard,
                        new MeteredQuarantine(quarantine, meters), new MeteredReports(reports, meters), spool, clock,
                        random)),
                Telemetry.watchers(meters), Telemetry.stores(meters), clock, System::nanoTime);
        var operator = new MailboxOperator(settings, ports, client, ownershipClient);
        Telemetry.gauges(meters, operator, spool);

        // The endpoint comes before the operator, so that a start that takes long is seen to be alive.
        var http = own(endpoint(config, meters, operator));
        own(operator).start();
        return http;
    }

    private static Spool spool(OperatorConfig config) throws IOException {
        try {
            return new Spool(config.spoolDirectory());
        } catch (IOException e) {
            throw new IOException("INBOUNDMAILBOX_SPOOL_DIRECTORY names " + config.spoolDirectory()
                    + ", which is no directory that can be written.", e);
        }
    }

    private static HttpEndpoint endpoint(OperatorConfig config, Meters meters, MailboxOperator operator)
            throws IOException {
        try {
            return HttpEndpoint.open(config.httpPort(), meters, checks(operator));
        } catch (IOException e) {
            throw new IOException("INBOUNDMAILBOX_HTTP_PORT names port " + config.httpPort()
                    + ", which cannot be used: is it taken?", e);
        }
    }

    private static MailSinks sinks(WebhookMailSinks webhooks) {
        return settings -> switch (settings) {
            case SinkSettings.Webhook webhook -> webhooks.open(webhook);
            case SinkSettings.Stdout _ -> StdoutMailSink.standard();
        };
    }

    private static HealthChecks checks(MailboxOperator operator) {
        return new HealthChecks(Map.of(), Map.of("operator", operator::isHealthy),
                Map.of("operator", operator::isStarted));
    }

    /// Leases and buckets have a client of their own, and short requests.
    private static KubernetesClient ownershipClient() {
        return new KubernetesClientBuilder()
                .editOrNewConfig()
                .withRequestTimeout((int) OWNERSHIP_TIMEOUT.toMillis())
                .withRequestRetryBackoffLimit(0)
                .endConfig()
                .build();
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        Shutdown.closeAll(parts);
    }
}
