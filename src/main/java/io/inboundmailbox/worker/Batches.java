package io.inboundmailbox.worker;

import io.inboundmailbox.mail.MessageRef;
import java.util.ArrayList;
import java.util.List;

/// The messages of a look, cut into what is fetched at a time: many small ones in one round trip, a large one alone.
final class Batches {
    private static final int MESSAGES = 50;
    private static final long BYTES = 16L << 20;

    private Batches() {}

    static List<List<MessageRef>> of(List<MessageRef> messages) {
        var batches = new ArrayList<List<MessageRef>>();
        var batch = new ArrayList<MessageRef>();
        var bytes = 0L;
        for (var message : messages) {
            if (!batch.isEmpty() && (batch.size() == MESSAGES || bytes + message.statedSize() > BYTES)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(message);
            bytes += message.statedSize();
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return List.copyOf(batches);
    }
}
