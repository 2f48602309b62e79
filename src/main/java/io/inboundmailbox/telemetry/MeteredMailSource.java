package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Receiver;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts and times polls, and what they fetch. A poll is one [MailSource#find]; failures of a download or a settlement
/// count by reason too. Whatever an interrupt ends is no failure of the mailbox and is not counted.
final class MeteredMailSource implements MailSource {
    private final MailSource source;
    private final Mailbox mailbox;
    private final Meters meters;

    MeteredMailSource(MailSource source, Mailbox mailbox, Meters meters) {
        this.source = source;
        this.mailbox = mailbox;
        this.meters = meters;
    }

    @Override
    public Found find(Position position, int limit) throws MailFailure, InterruptedException {
        var took = meters.stopwatch();
        try {
            var found = source.find(position, limit);
            meters.polled(mailbox, Outcome.SUCCESS, took.get());
            return found;
        } catch (MailFailure failure) {
            if (!Thread.currentThread().isInterrupted()) {
                meters.polled(mailbox, Outcome.FAILURE, took.get());
                meters.failed(mailbox.protocol(), failure.problem().reason());
            }
            throw failure;
        }
    }

    @Override
    public void fetch(List<MessageRef> messages, Receiver receiver)
            throws MailFailure, IOException, InterruptedException {
        try {
            source.fetch(messages, counting(receiver));
        } catch (MailFailure failure) {
            countUnlessInterrupted(failure);
            throw failure;
        }
    }

    @Override
    public void settle(MessageRef message, Settlement settlement) throws MailFailure, InterruptedException {
        try {
            source.settle(message, settlement);
        } catch (MailFailure failure) {
            countUnlessInterrupted(failure);
            throw failure;
        }
    }

    private void countUnlessInterrupted(MailFailure failure) {
        if (!Thread.currentThread().isInterrupted()) {
            meters.failed(mailbox.protocol(), failure.problem().reason());
        }
    }

    private Receiver counting(Receiver receiver) {
        return (message, bytes) -> {
            var counted = new CountingStream(bytes);
            try {
                receiver.receive(message, counted);
                meters.fetched();
            } finally {
                meters.fetchedBytes(counted.count());
            }
        };
    }

    @Override
    public Cursor past(Position before, MailMessage message) {
        return source.past(before, message);
    }

    @Override
    public Cursor past(Position before, MessageRef message) {
        return source.past(before, message);
    }

    @Override
    public Cursor end(Position before, Found found) {
        return source.end(before, found);
    }

    @Override
    public @Nullable TokenInfo token() {
        return source.token();
    }

    @Override
    public void retry() {
        source.retry();
    }

    @Override
    public void close() {
        source.close();
    }
}
