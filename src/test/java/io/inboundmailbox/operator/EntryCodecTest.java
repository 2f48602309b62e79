package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Recent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the entries as version 0.1.0 writes them, and as a later one may.
class EntryCodecTest {
    private static final Instant JANUARY = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LATER_FIELD = key("later-field");

    @Test
    void anEntryIsReadWhole() {
        // When
        var entry = known("support");
        // Then
        var cursor = new ImapCursor(1700000001L, 4294967295L, Instant.parse("2026-03-04T05:06:07Z"),
                new Recent(List.of(1L, -2L, 0x0102030405060708L)));
        assertThat(entry.progress())
                .isEqualTo(new Progress(JANUARY, cursor, 12, 1, Instant.parse("2026-03-04T05:06:08.250Z")));
        assertThat(entry.deletedAt()).isNull();
    }

    @Test
    void aMailboxWithoutACursorHasItsStart() {
        assertThat(known("sales").progress()).isEqualTo(Progress.NONE.startingAt(JANUARY));
    }

    @Test
    void theMarkOfADeletedResourceIsRead() {
        assertThat(known("gone").deletedAt()).isEqualTo("2026-05-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad-number", "cut-recent", "no-object"})
    void anEntryThatCannotBeReadIsNeverTakenForNone(String user) {
        assertThat(EntryCodec.parse(golden()).get(key(user))).isInstanceOf(Entry.Unknown.class);
    }

    @Test
    void aCursorOfALaterTypeIsNeverTakenForNone() {
        var key = "helpdesk/support|later-type@contoso.com|Graph|graph.microsoft.com:443|Inbox";
        assertThat(EntryCodec.parse(golden()).get(key)).isInstanceOf(Entry.Unknown.class);
    }

    @Test
    void everythingIsWrittenAsItWasRead() throws IOException {
        // When
        var written = EntryCodec.format(EntryCodec.parse(golden()));
        // Then
        assertThat(tree(written)).isEqualTo(tree(golden()));
        assertThat(written).contains("\"rate\":1.10").contains("12345678901234567890");
    }

    @Test
    void unknownFieldsOutliveProgress() throws IOException {
        // Given
        var entries = EntryCodec.parse(golden());
        var old = known("later-field");
        var cursor = new ImapCursor(7, 10, JANUARY, new Recent(List.of(5L)));
        // When
        entries.put(LATER_FIELD, EntryCodec.with(old, old.progress().delivered(cursor, JANUARY)));
        // Then
        var expected = tree("""
                {"cursor": {"type": "imap", "uidValidity": 7, "uid": 10, "watermark": "2026-01-02T03:04:05Z",
                  "recent": "AAAAAAAAAAU=", "modSeq": 17}, "delivered": 4, "quarantined": 0,
                  "rate": 1.10, "later": {"nested": [null, "x", 12345678901234567890]},
                  "lastMessageAt": "2026-01-02T03:04:05Z"}""");
        assertThat(tree(EntryCodec.format(entries)).get(LATER_FIELD)).isEqualTo(expected);
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        // Given
        var progress = known("support").progress();
        // When
        var text = EntryCodec.format(Map.of("k", EntryCodec.with(EntryCodec.blank(), progress)));
        // Then
        assertThat(EntryCodec.parse(text).get("k")).isInstanceOfSatisfying(Entry.Known.class,
                entry -> assertThat(entry.progress()).isEqualTo(progress));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "null"})
    void entriesThatAreNoObjectAreRefusedAsAWhole(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryCodec.parse(text));
    }

    private static Entry.Known known(String user) {
        return (Entry.Known) Objects.requireNonNull(EntryCodec.parse(golden()).get(key(user)));
    }

    private static String key(String user) {
        return "helpdesk/support|" + user + "@contoso.com|IMAP|mail.contoso.com:993|Inbox";
    }

    private static JsonNode tree(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    static String golden() {
        try {
            return Files.readString(Path.of("src/test/resources/buckets/v0.1.0/entries.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
