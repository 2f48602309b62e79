package io.inboundmailbox.source;

import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.plan.Settlement;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One mailbox, read by one protocol. It connects when it is first asked, keeps its connection, and connects again by
/// itself after a failure or when its token ends; the end of a token is never a failure. Confined to one thread at a
/// time, except [#close], which any thread may call to end whatever is going on.
///
/// All methods block. An interrupt ends them with [InterruptedException] or with a failure; the caller looks at the
/// interrupt flag.
public interface MailSource extends AutoCloseable {
    /// Looks for messages beyond a position: the harmless read that proves access to the mailbox. Read and unread mail
    /// alike. When the server's numbering was reset, it starts again from the cursor's watermark with an overlap and
    /// leaves out what [Cursor#recent] knows.
    ///
    /// @param limit at most so many messages are returned; [Found#more] says that there are others
    /// @throws MailFailure.Authenticating when a token or log-in is refused
    /// @throws MailFailure.Fetching when the mailbox cannot be read, or the server announced mail that it does not show
    Found find(Position position, int limit) throws MailFailure, InterruptedException;

    /// Downloads messages that [#find] returned, in as few round trips as the protocol allows. A message that is gone
    /// from the mailbox by now is left out without an error.
    ///
    /// @throws IOException thrown by the receiver, unchanged
    void fetch(List<MessageRef> messages, Receiver receiver) throws MailFailure, IOException, InterruptedException;

    /// The cursor once this message is dealt with. Pure.
    Cursor past(Position before, MailMessage message);

    /// The cursor past a message whose bytes were never read (too large, or gone). Pure.
    Cursor past(Position before, MessageRef message);

    /// The cursor once all messages of an answer are dealt with; also where there were none. Pure.
    Cursor end(Position before, Found found);

    /// Marks, moves or deletes a message in its mailbox. A message that is gone is settled.
    void settle(MessageRef message, Settlement settlement) throws MailFailure, InterruptedException;

    /// The times of the token in use; null with passwords and before the first.
    @Nullable
    TokenInfo token();

    /// A person asked to try again now: whatever was remembered of earlier refusals is forgotten.
    void retry();

    @Override
    void close();
}
