package io.inboundmailbox.testing;

import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Receiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A mailbox in memory, with UIDs as IMAP has them; whatever goes wrong is told to it. Thread-safe.
public final class FakeMailSource implements MailSource {
    public static final long UID_VALIDITY = 7;

    /// What happens in place of, or before, a call.
    @FunctionalInterface
    public interface Trouble {
        void strike() throws MailFailure, InterruptedException;
    }

    public final List<Position> looks = new CopyOnWriteArrayList<>();
    public final List<String> fetched = new CopyOnWriteArrayList<>();
    public final List<String> settled = new CopyOnWriteArrayList<>();
    public final AtomicInteger retries = new AtomicInteger();
    public volatile Trouble onFind = () -> {};
    public volatile Trouble onFetch = () -> {};
    public volatile Trouble onSettle = () -> {};
    public volatile boolean closed;
    public volatile @Nullable TokenInfo token;
    private final Map<Long, Stored> messages = new ConcurrentSkipListMap<>();

    private record Stored(String bytes, long statedSize, boolean shown) {}

    /// A message that has this UID.
    public FakeMailSource with(long... uids) {
        for (var uid : uids) {
            with(uid, "Message-ID: <" + uid + "@contoso.com>\r\n\r\nHello\r\n");
        }
        return this;
    }

    public FakeMailSource with(long uid, String bytes) {
        return with(uid, bytes, bytes.length());
    }

    public FakeMailSource with(long uid, String bytes, long statedSize) {
        messages.put(uid, new Stored(bytes, statedSize, true));
        return this;
    }

    /// A message that is found, but gone when it is fetched.
    public FakeMailSource withGone(long uid) {
        messages.put(uid, new Stored("", 10, false));
        return this;
    }

    public static MessageRef ref(long uid, long statedSize) {
        return new MessageRef(TestMessages.MAILBOX, UID_VALIDITY + "/" + uid, TestMessages.RECEIVED_AT, statedSize);
    }

    public static ImapCursor cursor(long uid) {
        return new ImapCursor(UID_VALIDITY, uid, TestMessages.RECEIVED_AT, Recent.NONE);
    }

    @Override
    public Found find(Position position, int limit) throws MailFailure, InterruptedException {
        looks.add(position);
        onFind.strike();
        var after = uid(position);
        var found = new ArrayList<MessageRef>();
        messages.forEach((uid, stored) -> {
            if (uid > after) {
                found.add(ref(uid, stored.statedSize()));
            }
        });
        var last = found.isEmpty() ? after : uid(found.get(Math.min(limit, found.size()) - 1));
        return new Found(found.subList(0, Math.min(limit, found.size())), found.size() > limit, last);
    }

    @Override
    public void fetch(List<MessageRef> wanted, Receiver receiver)
            throws MailFailure, IOException, InterruptedException {
        for (var message : wanted) {
            fetched.add(message.reference());
            onFetch.strike();
            var stored = messages.get(uid(message));
            if (stored != null && stored.shown()) {
                receiver.receive(message,
                        new ByteArrayInputStream(stored.bytes().getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
    }

    @Override
    public Cursor past(Position before, MailMessage message) {
        return past(before, message.ref());
    }

    @Override
    public Cursor past(Position before, MessageRef message) {
        return cursor(uid(message));
    }

    @Override
    public Cursor end(Position before, Found found) {
        return cursor((Long) found.end());
    }

    @Override
    public void settle(MessageRef message, Settlement settlement) throws MailFailure, InterruptedException {
        onSettle.strike();
        settled.add(message.reference() + " " + settlement);
    }

    @Override
    public @Nullable TokenInfo token() {
        return token;
    }

    @Override
    public void retry() {
        retries.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
    }

    private static long uid(MessageRef message) {
        return Long.parseLong(message.reference().substring(message.reference().indexOf('/') + 1));
    }

    private static long uid(Position position) {
        return switch (position) {
            case Position.After(ImapCursor cursor) -> cursor.uid();
            case Position.Since(Instant _) -> 0;
        };
    }
}
