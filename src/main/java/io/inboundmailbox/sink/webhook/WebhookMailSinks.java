package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.MailSink;
import java.net.ProxySelector;
import java.time.Clock;

/// Opens webhooks. Those that trust the same certificates share one HTTP client and its connections. Thread-safe.
public final class WebhookMailSinks implements AutoCloseable {
    private final Clock clock;
    private final Pace pace;
    private final SharedClients clients;

    /// @param clock for the timestamps of signatures and for `Retry-After` with a date
    /// @param proxies which proxy leads to a host
    public WebhookMailSinks(Clock clock, ProxySelector proxies) {
        this(clock, proxies, Pace.USUAL);
    }

    WebhookMailSinks(Clock clock, ProxySelector proxies, Pace pace) {
        this.clock = clock;
        this.pace = pace;
        this.clients = new SharedClients(proxies);
    }

    /// A sink with these settings; nothing is connected yet.
    public MailSink open(SinkSettings.Webhook settings) {
        return new WebhookMailSink(settings, clients, pace, clock);
    }

    /// Cancels what is under way. Sinks that are still open deliver no more.
    @Override
    public void close() {
        clients.close();
    }

    int clients() {
        return clients.size();
    }
}
