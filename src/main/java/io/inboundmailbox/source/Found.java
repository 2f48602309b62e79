package io.inboundmailbox.source;

import io.inboundmailbox.mail.MessageRef;
import java.util.List;

/// The answer of one look into a mailbox.
///
/// @param messages what is new, in the order of delivery
/// @param more whether there was more than was asked for: look again without waiting
/// @param end an adapter's own note, from which [MailSource#end] makes the cursor once all messages are dealt with
public record Found(List<MessageRef> messages, boolean more, Object end) {
    public Found {
        messages = List.copyOf(messages);
    }
}
