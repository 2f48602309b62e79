package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.sink.MailSink;
import io.inboundmailbox.sink.MailSinkContract;
import io.inboundmailbox.testing.WebhookReceiver;
import io.inboundmailbox.testing.WebhookReceiver.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class WebhookMailSinkTest extends MailSinkContract {
    private final WebhookReceiver receiver = WebhookReceiver.http();
    private final WebhookFixture webhook = new WebhookFixture();
    private final MailSink sink = webhook.open(receiver.url());

    @AfterEach
    void close() {
        sink.close();
        webhook.close();
        receiver.close();
    }

    @Override
    protected MailSink sink() {
        return sink;
    }

    @Override
    protected List<Delivered> delivered() {
        return receiver.received()
                .stream()
                .map(request -> new Delivered(request.eventId(), request.sha256(), request.size()))
                .toList();
    }

    @Override
    protected void beUnavailableOnce() {
        receiver.answerNext(Answer.status(503));
    }

    @Override
    protected void beUnauthorizedOnce() {
        receiver.answerNext(Answer.status(401));
    }

    @Override
    protected void refuseOnce() {
        receiver.answerNext(Answer.status(422));
    }
}
