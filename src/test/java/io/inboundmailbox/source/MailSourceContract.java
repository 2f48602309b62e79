package io.inboundmailbox.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.plan.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What [MailSource] promises, whatever the protocol.
@SuppressWarnings("NullAway.Init") // the fields are filled before each test
public abstract class MailSourceContract {
    private static final Position BEGINNING = new Position.Since(Instant.EPOCH);

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);

    private MailboxPeer peer;
    private MailSource source;

    /// A new peer with an empty mailbox.
    protected abstract MailboxPeer newPeer();

    @BeforeEach
    void openMailbox() {
        peer = newPeer();
        source = peer.sources().open(peer.mailbox(), peer.settings());
    }

    @AfterEach
    void closeMailbox() {
        source.close();
        peer.close();
    }

    @Test
    void findsWhatIsThereInTheOrderOfArrival() throws Exception {
        // Given
        for (var i = 1; i <= 3; i++) {
            peer.deliver(Reading.message(i));
        }

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(subjects(found)).containsExactly("1", "2", "3");
        assertThat(found.more()).isFalse();
    }

    @Test
    void findsNothingInAnEmptyMailbox() throws Exception {
        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(found.messages()).isEmpty();
    }

    @Test
    void findsWhatArrivesAfterAnEmptyLook() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        peer.deliver(Reading.message(1));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(subjects(found)).containsExactly("1");
    }

    @Test
    void findsNothingTwice() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));

        // When
        var again = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(again.messages()).isEmpty();
        assertThat(source.end(new Position.After(cursor), again)).isEqualTo(cursor);
    }

    @Test
    void findsMailThatAPersonReadFirst() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.readAll();

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(subjects(found)).containsExactly("1");
    }

    @Test
    void leavesMailUnreadWhenNothingIsToBeDoneWithIt() throws Exception {
        // Given
        peer.deliver(Reading.message(1));

        // When
        subjects(source.find(BEGINNING, 10));

        // Then
        assertThat(peer.unread()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatArrivedBeforeTheStart() throws Exception {
        // Given
        peer.deliver(Reading.message(1), start.minusSeconds(1));
        peer.deliver(Reading.message(2), start);
        peer.deliver(Reading.message(3));

        // When
        var found = source.find(new Position.Since(start), 10);

        // Then
        assertThat(subjects(found)).containsExactly("2", "3");
    }

    @Test
    void leavesOutWhatArrivedBeforeTheStartAlsoLaterOn() throws Exception {
        // Given
        peer.deliver(Reading.message(1), start.minus(7, ChronoUnit.DAYS));
        var position = new Position.Since(start);
        var cursor = source.end(position, source.find(position, 10));
        peer.deliver(Reading.message(2));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(subjects(found)).containsExactly("2");
    }

    @Test
    void leavesOutWhatArrivedBeforeTheStartAlsoBehindAPortion() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.deliver(Reading.message(2), start.minusSeconds(60));
        peer.deliver(Reading.message(3));
        var position = new Position.Since(start);
        var first = source.find(position, 1);

        // When
        var second = source.find(new Position.After(source.end(position, first)), 10);

        // Then
        assertThat(subjects(first)).containsExactly("1");
        assertThat(subjects(second)).containsExactly("3");
    }

    @Test
    void findsOldMailThatIsMovedInLater() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        peer.deliver(Reading.message(1), Instant.parse("2020-02-29T12:00:00Z"));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(subjects(found)).containsExactly("1");
    }

    @Test
    void handsOutPortionsWithoutLosingAny() throws Exception {
        // Given
        for (var i = 1; i <= 5; i++) {
            peer.deliver(Reading.message(i));
        }

        // When
        var subjects = new ArrayList<String>();
        var portions = new ArrayList<Boolean>();
        Position position = BEGINNING;
        do {
            var found = source.find(position, 2);
            subjects.addAll(subjects(found));
            portions.add(found.more());
            position = new Position.After(source.end(position, found));
        } while (portions.getLast());

        // Then
        assertThat(subjects).containsExactly("1", "2", "3", "4", "5");
        assertThat(portions).containsExactly(true, true, false);
    }

    @Test
    void goesOnBehindTheMessageThatWasDealtWithLast() throws Exception {
        // Given
        for (var i = 1; i <= 3; i++) {
            peer.deliver(Reading.message(i));
        }
        var first = Reading.messages(source, source.find(BEGINNING, 10)).getFirst();
        var cursor = source.past(BEGINNING, first);

        // When
        List<String> found;
        try (var later = peer.sources().open(peer.mailbox(), peer.settings())) {
            found = Reading.subjects(later, later.find(new Position.After(cursor), 10));
        }

        // Then
        assertThat(found).containsExactly("2", "3");
    }

    @Test
    void findsTheSameReferenceAgainForAMessageThatWasNotDealtWith() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        var before = source.find(BEGINNING, 10).messages().getFirst();

        // When
        MessageRef after;
        try (var later = peer.sources().open(peer.mailbox(), peer.settings())) {
            after = later.find(BEGINNING, 10).messages().getFirst();
        }

        // Then
        assertThat(after.eventId()).isEqualTo(before.eventId());
    }

    @Test
    void bringsTheBytesAsTheServerKeepsThem() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.deliver(("Subject: 2\r\nX-Odd: gr\u00fc\u00df\r\n\r\n8-bit: \u00e4\u00f6\u00fc\u0080\u00ff\nbare LF\r\n"
                + "no newline at the end").getBytes(StandardCharsets.ISO_8859_1));
        peer.deliver("Subject: 3\r\n\r\n.\r\n)\r\n{5}\r\nA1 OK\r\n".getBytes(StandardCharsets.US_ASCII));

        // When
        var bytes = Reading.contents(source, source.find(BEGINNING, 10).messages());

        // Then
        assertThat(bytes.values()).containsExactlyInAnyOrderElementsOf(peer.kept());
    }

    @Test
    void bringsAMessageOfManyMegabytesUnchanged() throws Exception {
        // Given
        var line = "0123456789".repeat(7) + "\r\n";
        peer.deliver(("Subject: 1\r\n\r\n" + line.repeat(140_000)).getBytes(StandardCharsets.US_ASCII));

        // When
        var bytes = Reading.contents(source, source.find(BEGINNING, 10).messages());

        // Then
        assertThat(bytes.values().iterator().next()).hasSizeGreaterThan(9 << 20).isEqualTo(peer.kept().getFirst());
    }

    @Test
    void leavesOutAMessageThatIsGoneByNow() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        var found = source.find(BEGINNING, 10);
        peer.removeAll();
        peer.deliver(Reading.message(2));

        // When
        var bytes = Reading.contents(source, found.messages());

        // Then
        assertThat(bytes).isEmpty();
    }

    @Test
    void passesAMessageThatIsGoneByNow() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        var gone = source.find(BEGINNING, 10).messages().getFirst();
        peer.removeAll();
        peer.deliver(Reading.message(2));

        // When
        var found = source.find(new Position.After(source.past(BEGINNING, gone)), 10);

        // Then
        assertThat(subjects(found)).containsExactly("2");
    }

    @Test
    void leavesOutWhatIsKnownWhenTheNumberingIsReset() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.deliver(Reading.message(2));
        peer.deliver(Reading.message(3));
        Cursor cursor = null;
        for (var message : Reading.messages(source, source.find(BEGINNING, 2))) {
            cursor = source.past(cursor == null ? BEGINNING : new Position.After(cursor), message);
        }
        source.close();
        peer.renumber();

        // When
        List<String> found;
        try (var later = peer.sources().open(peer.mailbox(), peer.settings())) {
            found = Reading.subjects(later, later.find(new Position.After(Objects.requireNonNull(cursor)), 10));
        }

        // Then
        assertThat(found).containsExactly("3");
    }

    @Test
    void goesOnInTheNewNumberingAfterAReset() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        var before = new Position.After(
                source.past(BEGINNING, Reading.messages(source, source.find(BEGINNING, 10)).getFirst()));
        source.close();
        peer.renumber();

        // When
        List<String> found;
        try (var later = peer.sources().open(peer.mailbox(), peer.settings())) {
            var after = new Position.After(later.end(before, later.find(before, 10)));
            peer.deliver(Reading.message(2));
            found = Reading.subjects(later, later.find(after, 10));
        }

        // Then
        assertThat(found).containsExactly("2");
    }

    @Test
    void marksAMessageAsRead() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.deliver(Reading.message(2));
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        source.settle(message, new Settlement.MarkRead());

        // Then
        assertThat(peer.unread()).isEqualTo(1);
    }

    @Test
    void movesAMessage() throws Exception {
        // Given
        peer.createFolder("Done");
        peer.deliver(Reading.message(1));
        peer.deliver(Reading.message(2));
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        source.settle(message, new Settlement.Move("Done"));

        // Then
        assertThat(peer.count("Done")).isEqualTo(1);
        assertThat(subjects(source.find(BEGINNING, 10))).containsExactly("2");
    }

    @Test
    void deletesAMessage() throws Exception {
        // Given
        peer.deliver(Reading.message(1));
        peer.deliver(Reading.message(2));
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        source.settle(message, new Settlement.Delete());

        // Then
        assertThat(subjects(source.find(BEGINNING, 10))).containsExactly("2");
    }

    @Test
    void takesAMessageThatIsGoneForSettled() throws Exception {
        // Given
        peer.createFolder("Done");
        peer.deliver(Reading.message(1));
        var message = source.find(BEGINNING, 10).messages().getFirst();
        peer.removeAll();

        // When
        source.settle(message, new Settlement.Move("Done"));

        // Then
        assertThat(peer.count("Done")).isZero();
    }

    private List<String> subjects(Found found) throws Exception {
        return Reading.subjects(source, found);
    }
}
