package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.MailSink;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens webhooks without a proxy.
final class WebhookFixture implements AutoCloseable {
    static final Duration GENEROUS = Duration.ofSeconds(20);

    /// Real time: the reference library compares timestamps with the system's clock.
    private final WebhookMailSinks sinks;

    WebhookFixture() {
        this(Pace.USUAL);
    }

    WebhookFixture(Pace pace) {
        sinks = new WebhookMailSinks(Clock.systemUTC(), ProxySelector.of(null), pace);
    }

    WebhookMailSinks sinks() {
        return sinks;
    }

    MailSink open(URI url) {
        return open(url, GENEROUS);
    }

    MailSink open(URI url, Duration timeout) {
        return sinks.open(new SinkSettings.Webhook(url, List.of(), Map.of(), null, timeout));
    }

    MailSink signed(URI url, Secret... keys) {
        return sinks.open(new SinkSettings.Webhook(url, List.of(keys), Map.of(), null, GENEROUS));
    }

    MailSink trusting(URI url, @Nullable CaBundle trust) {
        return sinks.open(new SinkSettings.Webhook(url, List.of(), Map.of(), trust, GENEROUS));
    }

    MailSink with(URI url, Map<String, Secret> headers) {
        return sinks.open(new SinkSettings.Webhook(url, List.of(), headers, null, GENEROUS));
    }

    @Override
    public void close() {
        sinks.close();
    }
}
