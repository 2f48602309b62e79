package io.inboundmailbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.testing.TestContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Mailbox MAILBOX = new Mailbox(new ResourceKey("helpdesk", "support"), "support@contoso.com",
            Protocol.IMAP, "outlook.office365.com:993", "Inbox");

    @Test
    void anEventIdNeverChanges() {
        // Computed once; a change of it would deliver all mail under new ids.
        assertThat(new MessageRef(MAILBOX, "7/1", null, 0).eventId())
                .isEqualTo("18b7c3dab20836006710e4f943bb0fd901c293f3");
    }

    @Test
    void anEventIdDependsOnMailboxAndReferenceOnly() {
        // Given
        var early = new MessageRef(MAILBOX, "7/1", null, 0);
        var late = new MessageRef(MAILBOX, "7/1", NOW, 12345);
        var next = new MessageRef(MAILBOX, "7/2", null, 0);
        // Then
        assertThat(late.eventId()).isEqualTo(early.eventId());
        assertThat(next.eventId()).isNotEqualTo(early.eventId());
    }

    @ParameterizedTest
    @CsvSource({
            "other, support@contoso.com, IMAP, outlook.office365.com:993, Inbox",
            "support, sales@contoso.com, IMAP, outlook.office365.com:993, Inbox",
            "support, support@contoso.com, EWS, outlook.office365.com:993, Inbox",
            "support, support@contoso.com, IMAP, imap.example.com:993, Inbox",
            "support, support@contoso.com, IMAP, outlook.office365.com:993, Done"
    })
    void everyPartOfAMailboxMakesAnother(String name, String address, Protocol protocol, String server, String folder) {
        // When
        var other = new Mailbox(new ResourceKey("helpdesk", name), address, protocol, server, folder);
        // Then
        assertThat(other.key()).isNotEqualTo(MAILBOX.key());
        assertThat(other.logId()).isNotEqualTo(MAILBOX.logId());
    }

    @Test
    void aLogIdShowsNothing() {
        assertThat(MAILBOX.logId()).matches("[0-9a-f]{12}");
    }

    @Test
    void aHashIsThatOfSha256() {
        assertThat(Hash.of("")).hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Hash.of("").prefix()).isEqualTo(0xe3b0c44298fc1c14L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
            "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void whatIsNoHashIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Hash(text));
    }

    @Test
    void recentForgetsTheOldest() {
        // Given
        var recent = LongStream.rangeClosed(1, Recent.LIMIT)
                .boxed()
                .reduce(Recent.NONE, Recent::with,
                        (one, _) -> one);
        // When
        var more = recent.with(999);
        // Then
        assertThat(recent.knows(1)).isTrue();
        assertThat(more.fingerprints()).hasSize(Recent.LIMIT);
        assertThat(more.knows(1)).isFalse();
        assertThat(more.knows(2)).isTrue();
        assertThat(more.knows(999)).isTrue();
    }

    @Test
    void recentThatIsReadWithTooManyKeepsTheLatest() {
        // When
        var recent = new Recent(LongStream.rangeClosed(1, 200).boxed().toList());
        // Then
        assertThat(recent.fingerprints()).hasSize(Recent.LIMIT).endsWith(200L);
    }

    @Test
    void aFingerprintIsThatOfMessageIdAndArrivalWhateverItsNumber() {
        // Given
        var content = TestContent.of("");
        var before = new MailMessage(new MessageRef(MAILBOX, "7/1", NOW, 0), "<1@contoso.com>", content);
        var renumbered = new MailMessage(new MessageRef(MAILBOX, "8/100", NOW, 9), "<1@contoso.com>", content);
        var again = new MailMessage(new MessageRef(MAILBOX, "8/101", NOW.plusSeconds(1), 9), "<1@contoso.com>",
                content);
        // Then
        assertThat(renumbered.fingerprint()).isEqualTo(before.fingerprint());
        assertThat(again.fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @Test
    void withoutAMessageIdAFingerprintIsThatOfTheNumber() {
        // Given
        var content = TestContent.of("");
        var one = new MailMessage(new MessageRef(MAILBOX, "7/1", NOW, 0), null, content);
        var other = new MailMessage(new MessageRef(MAILBOX, "7/2", NOW, 0), null, content);
        // Then
        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    @Test
    void aCursorHasAPositiveUidValidity() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ImapCursor(0, 1, NOW, Recent.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImapCursor(1, -1, NOW, Recent.NONE));
        assertThat(new ImapCursor(4294967295L, 4294967295L, NOW, Recent.NONE).uid()).isEqualTo(4294967295L);
    }

    @Test
    void evidenceKeepsItsFirstMoment() {
        // Given
        var problem = new Problem(Reason.Unreachable, "No connection.", RetryAdvice.BACK_OFF);
        var other = new Problem(Reason.Throttled, "Patience.", RetryAdvice.BACK_OFF);
        var later = NOW.plusSeconds(60);
        // When
        var failed = Evidence.missing().failed(problem, NOW);
        // Then
        assertThat(failed.failed(problem, later)).isEqualTo(new Evidence.Failed(problem, NOW));
        assertThat(failed.failed(other, later)).isEqualTo(new Evidence.Failed(other, later));
        assertThat(failed.good(later)).isEqualTo(new Evidence.Good(later));
        assertThat(failed.good(NOW).good(later)).isEqualTo(new Evidence.Good(NOW));
    }

    @Test
    void aNewCorrelationIdIsNoNews() {
        // Given
        var first = new Problem(Reason.SecretExpired, "It has expired. Correlation id 1-2.", RetryAdvice.NEVER);
        var second = new Problem(Reason.SecretExpired, "It has expired. Correlation id 3-4.", RetryAdvice.NEVER);
        // When
        var failed = Evidence.missing().failed(first, NOW);
        // Then
        assertThat(failed.failed(second, NOW.plusSeconds(60))).isEqualTo(failed);
    }

    @Test
    void resourcesAreSortedByNamespaceAndName() {
        assertThat(List.of(new ResourceKey("b", "a"), new ResourceKey("a", "b"), new ResourceKey("a", "a"))
                .stream()
                .sorted()
                .map(ResourceKey::toString)).containsExactly("a/a", "a/b", "b/a");
    }
}
