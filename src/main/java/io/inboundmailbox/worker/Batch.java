package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.source.MailSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Some messages that were fetched together, spooled; closing gives their space back. Confined to the worker's thread.
final class Batch implements AutoCloseable {
    /// Exchange's sizes are estimates, up to three times too large: only beyond that is a message not even downloaded.
    private static final int ESTIMATE = 3;

    /// What became of one message.
    sealed interface Item {}

    record Spooled(MailMessage message) implements Item {}

    /// Larger than allowed, by a stated size beyond all estimates or by count.
    record TooLarge() implements Item {}

    /// Not in the mailbox any more.
    record Gone() implements Item {}

    private final Map<MessageRef, Item> items = new HashMap<>();
    private final List<SpooledContent> spooled = new ArrayList<>();

    private Batch() {}

    static Batch fetch(MailSource source, List<MessageRef> messages, Spool spool, ByteSize limit)
            throws MailFailure, IOException, InterruptedException {
        var batch = new Batch();
        var wanted = new ArrayList<MessageRef>();
        for (var message : messages) {
            if (message.statedSize() / ESTIMATE > limit.bytes()) {
                batch.items.put(message, new TooLarge());
            } else {
                wanted.add(message);
            }
        }
        try {
            if (!wanted.isEmpty()) {
                source.fetch(wanted,
                        (message, bytes) -> batch.items.put(message, batch.take(message, bytes, spool, limit)));
            }
            return batch;
        } catch (MailFailure | IOException | InterruptedException | RuntimeException e) {
            batch.close();
            throw e;
        }
    }

    Item of(MessageRef message) {
        return items.getOrDefault(message, new Gone());
    }

    @Override
    public void close() {
        spooled.forEach(SpooledContent::close);
    }

    private Item take(MessageRef message, InputStream bytes, Spool spool, ByteSize limit) throws IOException {
        try {
            var content = spool.take(bytes, limit);
            spooled.add(content);
            return new Spooled(new MailMessage(message, MessageIdHeader.read(content), content));
        } catch (Spool.TooLargeException e) {
            return new TooLarge();
        }
    }
}
