package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what is new in the open folder. A look either sees everything that the server has counted, or it fails.
final class Lookout {
    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    /// After a reset, so much of what was passed is looked at again: clocks and arrival are not that exact.
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /// There was no IMAP before (RFC 1064 is of 1988), so this is "from the beginning" and needs no comparing.
    private static final Instant ALWAYS = Instant.parse("1990-01-01T00:00:00Z");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    private final Mailbox mailbox;
    private @Nullable Backlog backlog;

    Lookout(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// Looks for what is behind a position.
    ///
    /// @throws Trouble.NotShown when the server counts messages that it does not show
    Found look(ImapConnection connection, Position position, int limit) throws Trouble {
        var folder = connection.folder();
        folder.beginLook();
        var found = switch (position) {
            case Position.After(ImapCursor cursor) when cursor.uidValidity() == folder.uidValidity() ->
                behind(connection, cursor.uid());
            case Position.After(var cursor) -> {
                log.atInfo()
                        .addKeyValue(LogKeys.MAILBOX, mailbox.logId())
                        .log("Folder was numbered anew; going on by time of arrival");
                yield arrived(connection, cursor.watermark().minus(OVERLAP), cursor.recent());
            }
            case Position.Since(var instant) -> arrived(connection, instant, Recent.NONE);
        };
        backlog = found;
        return portion(connection, found, limit);
    }

    private Found portion(ImapConnection connection, Backlog found, int limit) throws Trouble {
        var more = found.uids().length > limit;
        var uids = more ? Arrays.copyOf(found.uids(), limit) : found.uids();
        var messages = new ArrayList<MessageRef>();
        var shown = new HashSet<Long>();
        for (var envelope : Envelope.fetch(connection, uids)) {
            messages.add(envelope.ref(mailbox, found.uidValidity()));
            shown.add(envelope.uid());
        }
        var missing = Arrays.stream(uids).filter(uid -> !shown.contains(uid)).toArray();
        if (existing(connection, missing).length > 0) {
            throw new Trouble.NotShown();
        }
        return new Found(messages, more,
                new ImapEnd(found.uidValidity(), more ? uids[uids.length - 1] : found.upTo()));
    }

    /// Those of some messages that the server still knows, in ascending order.
    static long[] existing(ImapConnection connection, long[] uids) throws Trouble {
        var found = LongStream.empty();
        for (var set : UidSet.of(uids)) {
            found = LongStream.concat(found, Arrays.stream(connection.search("UID " + set)));
        }
        return found.toArray();
    }

    private Backlog behind(ImapConnection connection, long uid) throws Trouble {
        var uidValidity = connection.folder().uidValidity();
        var rest = backlog == null ? null : backlog.behind(uidValidity, uid);
        if (rest != null && rest.uids().length > 0) {
            return rest;
        }
        var from = rest == null ? uid : rest.upTo();
        var uids = above(connection, from);
        return new Backlog(uidValidity, from, uids, Math.max(from, highest(uids)));
    }

    private static long[] above(ImapConnection connection, long uid) throws Trouble {
        var folder = connection.folder();
        if (folder.nothingAbove(uid)) {
            return new long[0];
        }
        if (folder.counted()) {
            // `n:*` always names the last message, also when its UID is below n (RFC 3501, section 6.4.8).
            var uids = UidSet.above(uid, connection.search("UID " + (uid + 1) + ":*"));
            folder.showedAbove(uids);
            if (folder.complete()) {
                return uids;
            }
        }
        return UidSet.above(uid, all(connection));
    }

    private static long[] all(ImapConnection connection) throws Trouble {
        var folder = connection.folder();
        var uids = connection.search("ALL");
        folder.showedAll(uids);
        if (!folder.complete()) {
            throw new Trouble.NotShown();
        }
        return uids;
    }

    /// What arrived at an instant or later and is not known. SEARCH compares days, in a time zone that nobody knows: a
    /// day more is asked for, and the rest compared here.
    private Backlog arrived(ImapConnection connection, Instant since, Recent known) throws Trouble {
        var uidValidity = connection.folder().uidValidity();
        var all = all(connection);
        if (since.isBefore(ALWAYS)) {
            return new Backlog(uidValidity, 0, all, highest(all));
        }
        var day = since.atOffset(ZoneOffset.UTC).minusDays(1);
        var candidates = connection.search("SINCE " + DAY.format(day));
        var fitting = new ArrayList<MessageRef>();
        for (var envelope : Envelope.fetch(connection, candidates)) {
            var receivedAt = envelope.receivedAt();
            if (receivedAt == null || !receivedAt.isBefore(since)) {
                fitting.add(envelope.ref(mailbox, uidValidity));
            }
        }
        var uids = unknown(connection, fitting, known);
        return new Backlog(uidValidity, uids.length == 0 ? 0 : uids[0], uids,
                Math.max(highest(all), highest(candidates)));
    }

    private static long[] unknown(ImapConnection connection, List<MessageRef> messages, Recent known) throws Trouble {
        var uids = messages.stream().mapToLong(message -> ImapReference.of(message).uid()).toArray();
        if (known.equals(Recent.NONE)) {
            return uids;
        }
        var ids = MessageIds.fetch(connection, uids);
        return messages.stream()
                .filter(message -> !known.knows(
                        MailMessage.fingerprint(message, ids.get(ImapReference.of(message).uid()))))
                .mapToLong(message -> ImapReference.of(message).uid())
                .toArray();
    }

    private static long highest(long[] ascending) {
        return ascending.length == 0 ? 0 : ascending[ascending.length - 1];
    }
}
