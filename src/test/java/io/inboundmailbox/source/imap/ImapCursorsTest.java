package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.Found;
import io.inboundmailbox.source.Position;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImapCursorsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Recent KNOWN = new Recent(List.of(1L, 2L));
    private static final Position BEFORE = new Position.After(new ImapCursor(7, 10, NOON, KNOWN));

    @Test
    void aDeliveredMessageMovesEverything() {
        // Given
        var message = new MailMessage(ref("7/12", NOON.plusSeconds(60)), "<a@b>", new NoContent());

        // When
        var cursor = ImapCursors.past(BEFORE, message);

        // Then
        assertThat(cursor)
                .isEqualTo(new ImapCursor(7, 12, NOON.plusSeconds(60), KNOWN.with(message.fingerprint())));
    }

    @Test
    void anOldMessageThatWasMovedInDoesNotTurnTheWatermarkBack() {
        assertThat(ImapCursors.past(BEFORE, ref("7/12", NOON.minusSeconds(60))).watermark()).isEqualTo(NOON);
    }

    @Test
    void aMessageThatWasNotReadIsNotRemembered() {
        assertThat(ImapCursors.past(BEFORE, ref("7/12", null))).isEqualTo(new ImapCursor(7, 12, NOON, KNOWN));
    }

    @Test
    void theNewNumberingIsTakenOverAndWhatIsKnownKept() {
        assertThat(ImapCursors.past(BEFORE, ref("8/3", NOON))).isEqualTo(new ImapCursor(8, 3, NOON, KNOWN));
    }

    @Test
    void theEndOfAnEmptyAnswerStaysWhereItWas() {
        // When
        var cursor = ImapCursors.end(BEFORE, new Found(List.of(), false, new ImapEnd(7, 10)));

        // Then
        assertThat(new Position.After(cursor)).isEqualTo(BEFORE);
    }

    @Test
    void theEndNeverTurnsBack() {
        assertThat(ImapCursors.end(BEFORE, new Found(List.of(), false, new ImapEnd(7, 4))).uid()).isEqualTo(10);
    }

    @Test
    void withoutACursorTheStartIsTheWatermark() {
        // When
        var cursor = ImapCursors.end(new Position.Since(NOON), new Found(List.of(), false, new ImapEnd(7, 4)));

        // Then
        assertThat(cursor).isEqualTo(new ImapCursor(7, 4, NOON, Recent.NONE));
    }

    private static MessageRef ref(String reference, @Nullable Instant receivedAt) {
        var settings = Settings.server(993, Tls.Implicit, null, Settings.PASSWORD);
        return new MessageRef(Settings.mailbox("support@contoso.test", settings), reference, receivedAt, 100);
    }

    private record NoContent() implements Content {
        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Hash sha256() {
            return Hash.of("");
        }
    }
}
