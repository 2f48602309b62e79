package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.sink.CloudEvent;
import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.Verdict;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers each message by one POST: CloudEvents 1.0 in binary mode, signed as Standard Webhooks, the body streamed
/// from the message's content. The shared client is given back when the sink is closed.
final class WebhookMailSink implements MailSink {
    private static final Logger log = LoggerFactory.getLogger(WebhookMailSink.class);

    private final SinkSettings.Webhook settings;
    private final SharedClients clients;
    private final Exchange exchange;
    private final Signer signer;
    private final Verdicts verdicts;
    private final Clock clock;
    private final @Nullable Problem unusable;
    private final AtomicBoolean closed = new AtomicBoolean();

    WebhookMailSink(SinkSettings.Webhook settings, SharedClients clients, Pace pace, Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
        this.signer = new Signer(settings.signingKeys());
        this.verdicts = new Verdicts(settings.url(), settings.timeout(), clock);
        this.unusable = unusable(settings);
        this.exchange = new Exchange(clients.acquire(settings.trust()), pace, settings.timeout());
    }

    @Override
    public Verdict deliver(MailMessage message) throws IOException, InterruptedException {
        if (unusable != null) {
            return new Verdict.Misconfigured(unusable);
        }
        var outcome = attempt(message);
        if (outcome instanceof Outcome.Broken(var cause) && Verdicts.mayBeStale(cause)) {
            outcome = attempt(message);
        }
        if (outcome instanceof Outcome.Broken(var cause)) {
            // Its message may hold what the other side wrote.
            log.atDebug()
                    .addKeyValue(LogKeys.EVENT_ID, message.ref().eventId())
                    .addKeyValue(LogKeys.FAILURE, cause.getClass().getSimpleName())
                    .log("Webhook exchange broken");
        }
        return verdicts.of(outcome);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            clients.release(settings.trust());
        }
    }

    private Outcome attempt(MailMessage message) throws IOException, InterruptedException {
        var event = CloudEvent.of(message);
        var request = HttpRequest.newBuilder(settings.url()).setHeader("User-Agent", "inbound-mailbox-operator");
        settings.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
        HttpBinding.headers(event).forEach(request::setHeader);
        signer.headers(event.id(), clock.instant(), message.content()).forEach(request::setHeader);
        return exchange.run(request, new Body(message.content()));
    }

    /// What no request can be made of, whatever the other side says.
    private static @Nullable Problem unusable(SinkSettings.Webhook settings) {
        try {
            HttpRequest.newBuilder(settings.url());
        } catch (IllegalArgumentException e) {
            return new Problem(Reason.SinkUrlInvalid, "spec.sink.webhook.url is no URL that can be called: it needs "
                    + "http:// or https:// and a host name of letters, digits, hyphens and dots.", RetryAdvice.NEVER);
        }
        return ExtraHeaders.complaint(settings.headers())
                .map(complaint -> new Problem(Reason.SecretKeyInvalid, "The Secret of "
                        + "spec.sink.webhook.headersSecretRef " + complaint + ". Mend or remove the key.",
                        RetryAdvice.NEVER))
                .orElse(null);
    }
}
