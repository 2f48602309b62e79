package io.inboundmailbox.source.imap;

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
import io.inboundmailbox.source.imap.Downloads.Part;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One folder of one mailbox by IMAP. See [MailSource] for the contract.
final class ImapMailSource implements MailSource {
    /// Larger messages are not held in memory as a whole.
    private static final long LARGE = 8L << 20;
    /// What Exchange tells about an open folder gets stale, seen as S22.Imap issue 31: after this time it is opened
    /// again.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Mailbox mailbox;
    private final HeldSession session;
    private final ImapFailures failures;
    private final Lookout lookout;
    private final Clock clock;
    private final Runnable retry;

    /// @param retry forgets refused tokens
    ImapMailSource(Mailbox mailbox, HeldSession session, ImapFailures failures, Clock clock, Runnable retry) {
        this.mailbox = mailbox;
        this.session = session;
        this.failures = failures;
        this.lookout = new Lookout(mailbox);
        this.clock = clock;
        this.retry = retry;
    }

    /// What is done before a look, each when the one before did not show what the server had counted.
    private enum Remedy {
        FRESHEN,
        NOOP,
        OPEN_AGAIN,
        CONNECT_AGAIN
    }

    @Override
    public Found find(Position position, int limit) throws MailFailure, InterruptedException {
        for (var remedy : Remedy.values()) {
            if (remedy == Remedy.CONNECT_AGAIN) {
                session.drop();
            }
            var found = session.use(Stage.READING, open -> look(open, remedy, position, limit));
            if (found != null) {
                return found;
            }
        }
        throw failures.of(Stage.READING, new Trouble.NotShown());
    }

    @Override
    public void fetch(List<MessageRef> messages, Receiver receiver)
            throws MailFailure, IOException, InterruptedException {
        var byUidValidity = messages.stream()
                .collect(Collectors.groupingBy(message -> ImapReference.of(message).uidValidity()));
        for (var group : byUidValidity.entrySet()) {
            var whole = new TreeMap<Long, MessageRef>();
            var large = new ArrayList<MessageRef>();
            for (var message : group.getValue()) {
                if (message.statedSize() > LARGE) {
                    large.add(message);
                } else {
                    whole.put(ImapReference.of(message).uid(), message);
                }
            }
            fetchWhole(group.getKey(), whole, receiver);
            for (var message : large) {
                fetchLarge(message, receiver);
            }
        }
    }

    @Override
    public Cursor past(Position before, MailMessage message) {
        return ImapCursors.past(before, message);
    }

    @Override
    public Cursor past(Position before, MessageRef message) {
        return ImapCursors.past(before, message);
    }

    @Override
    public Cursor end(Position before, Found found) {
        return ImapCursors.end(before, found);
    }

    @Override
    public void settle(MessageRef message, Settlement settlement) throws MailFailure, InterruptedException {
        if (settlement instanceof Settlement.Nothing) {
            return;
        }
        var reference = ImapReference.of(message);
        session.<@Nullable Void, RuntimeException>use(Stage.SETTLING, open -> {
            // In a folder that was numbered anew the message cannot be named any more.
            if (open.connection().folder().uidValidity() == reference.uidValidity()) {
                Settling.settle(open, reference.uid(), settlement);
            }
            return null;
        });
    }

    @Override
    public @Nullable TokenInfo token() {
        var token = session.token();
        return token == null ? null : token.info();
    }

    @Override
    public void retry() {
        retry.run();
    }

    @Override
    public void close() {
        session.close();
    }

    /// One look; null when the server counts more than it shows.
    private @Nullable Found look(Session open, Remedy remedy, Position position, int limit) throws Trouble {
        var folder = open.connection().folder();
        var stale = clock.instant().isAfter(folder.openedAt().plus(FRESH));
        if (stale || remedy == Remedy.OPEN_AGAIN) {
            open.folders().open(mailbox.folder(), clock.instant());
        } else if (folder.counted() || remedy == Remedy.NOOP) {
            open.connection().command("NOOP");
        }
        try {
            return lookout.look(open.connection(), position, limit);
        } catch (Trouble.NotShown e) {
            return null;
        }
    }

    private void fetchWhole(long uidValidity, SortedMap<Long, MessageRef> wanted, Receiver receiver)
            throws MailFailure, IOException, InterruptedException {
        for (var tries = 0; tries < 2 && !wanted.isEmpty(); tries++) {
            session.<@Nullable Void, IOException>use(Stage.READING, open -> {
                Downloads.whole(sameNumbering(open, uidValidity), wanted, receiver);
                return null;
            });
            dropGone(uidValidity, wanted);
        }
        if (!wanted.isEmpty()) {
            throw failures.of(Stage.READING, new Trouble.NotShown());
        }
    }

    /// What the server did not send is either gone or not shown yet.
    private void dropGone(long uidValidity, SortedMap<Long, MessageRef> wanted)
            throws MailFailure, InterruptedException {
        if (wanted.isEmpty()) {
            return;
        }
        session.<@Nullable Void, RuntimeException>use(Stage.READING, open -> {
            var connection = sameNumbering(open, uidValidity);
            connection.command("NOOP");
            var there = Lookout.existing(connection, Downloads.uids(wanted));
            wanted.keySet().removeIf(uid -> Arrays.binarySearch(there, uid) < 0);
            return null;
        });
    }

    private void fetchLarge(MessageRef message, Receiver receiver)
            throws MailFailure, IOException, InterruptedException {
        var first = part(message, 0, ChunkedInput.CHUNK);
        if (first == null) {
            var wanted = new TreeMap<>(Map.of(ImapReference.of(message).uid(), message));
            dropGone(ImapReference.of(message).uidValidity(), wanted);
            if (!wanted.isEmpty()) {
                throw failures.of(Stage.READING, new Trouble.NotShown());
            }
            return;
        }
        var input = new ChunkedInput(first, (offset, length) -> {
            var next = part(message, offset, length);
            if (next == null) {
                throw failures.of(Stage.READING, new Trouble.NotShown());
            }
            return next;
        });
        try {
            receiver.receive(message, input);
        } finally {
            input.rethrow();
        }
    }

    private @Nullable Part part(MessageRef message, long offset, int length) throws MailFailure, InterruptedException {
        var reference = ImapReference.of(message);
        return session.use(Stage.READING, open -> Downloads.part(sameNumbering(open, reference.uidValidity()),
                reference.uid(), offset, length));
    }

    private static ImapConnection sameNumbering(Session open, long uidValidity) throws Trouble {
        if (open.connection().folder().uidValidity() != uidValidity) {
            throw new Trouble.Renumbered();
        }
        return open.connection();
    }
}
