package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Reading;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers may send, and some that they may not.
@SuppressWarnings("NullAway.Init") // the fields are filled in each test
class ImapDialogueTest {
    private static final Position BEGINNING = new Position.Since(Instant.EPOCH);
    private static final String GREETING = "* OK ready\r\n";

    private ScriptedServer server;
    private MailSource source;

    private void given(String greeting, ScriptedServer.Script script) {
        server = new ScriptedServer(greeting, script);
        var settings = Settings.server(server.port(), Tls.None, null, Settings.PASSWORD);
        source = new ImapMailSources(new Settings.NoTokens(), Clock.systemUTC(), Settings.SHORT)
                .open(Settings.mailbox("support@contoso.test", settings), settings);
    }

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    private Reason reason() {
        return catchThrowableOfType(MailFailure.class, () -> source.find(BEGINNING, 10)).problem().reason();
    }

    @Test
    void itemsComeInAnyOrderWithUnaskedAnswersInBetween() throws Exception {
        // Given
        given(GREETING, command -> command.contains("RFC822.SIZE") ? lines("""
                * 2 FETCH (FLAGS (\\Seen) UID 12)
                * 5 RECENT
                * OK [ALERT] hello
                * 2 FETCH (RFC822.SIZE 45274 UID 12 INTERNALDATE " 1-Mar-2026 12:00:00 +0100")
                * 1 FETCH (INTERNALDATE "28-Feb-2026 23:00:00 -0500" FLAGS () UID 11 RFC822.SIZE 7)
                """) : null);

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(found.messages()).extracting("reference").containsExactly("7/11", "7/12");
        assertThat(found.messages()).extracting("receivedAt")
                .containsExactly(Instant.parse("2026-03-01T04:00:00Z"),
                        Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(found.messages()).extracting("statedSize").containsExactly(7L, 45274L);
    }

    @Test
    void aMessageIsHandedOnWhicheverWayItsAnswerIsWritten() throws Exception {
        // Given
        given(GREETING, command -> switch (command) {
            case String c when c.contains("RFC822.SIZE") -> sizes();
            case String c when c.contains("BODY.PEEK[]") -> lines("""
                    * 1 FETCH (BODY[] {10}
                    Subject: 1 UID 11)
                    * 2 FETCH (FLAGS ())
                    * 2 FETCH (UID 12 BODY[] "Subject: 2")
                    """);
            default -> null;
        });

        // When
        var subjects = Reading.subjects(source, source.find(BEGINNING, 10));

        // Then
        assertThat(subjects).containsExactly("1", "2");
    }

    @Test
    void linesThatAreNoImapAreLeftOut() throws Exception {
        // Given
        given(GREETING, command -> command.contains("RFC822.SIZE")
                ? "* 1 FETCH (X-WHAT 3\r\n* 1 FETCH \r\n\r\n* \r\n* 1 FETCH (UID\r\n" + sizes()
                : null);

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(found.messages()).hasSize(2);
    }

    @Test
    void theLastMessageThatAnOpenRangeAlwaysNamesIsNotFoundAgain() throws Exception {
        // Given
        given(GREETING, command -> switch (command) {
            case String c when c.contains("RFC822.SIZE") -> sizes();
            case "NOOP" -> "* 2 EXISTS\r\n";
            case "UID SEARCH UID 13:*" -> "* SEARCH 12\r\n";
            default -> null;
        });
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(found.messages()).isEmpty();
        assertThat(server.commands()).contains("UID SEARCH UID 13:*");
    }

    @Test
    void aMessageThatIsListedButNotSentIsNotPassed() throws Exception {
        // Given
        given(GREETING, command -> command.contains("RFC822.SIZE") ? sizes() : null);
        var found = source.find(BEGINNING, 10);

        // When
        var failure = catchThrowableOfType(MailFailure.Fetching.class,
                () -> Reading.contents(source, found.messages()));

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailNotShown);
    }

    @Test
    void bytesThatCannotBeStoredEndTheFetchUnchanged() throws Exception {
        // Given
        given(GREETING, command -> switch (command) {
            case String c when c.contains("RFC822.SIZE") -> sizes();
            case String c when c.contains("BODY.PEEK[]") -> "* 1 FETCH (UID 11 BODY[] \"a\")\r\n";
            default -> null;
        });
        var messages = source.find(BEGINNING, 10).messages();
        var full = new IOException("disk full");

        // When
        // Then
        assertThatThrownBy(() -> source.fetch(messages, (_, _) -> {
            throw full;
        })).isSameAs(full);
    }

    @Test
    void aDeleteNeverExpungesWhatOthersMarked() throws Exception {
        // Given
        given(GREETING, command -> switch (command) {
            case "CAPABILITY" -> "* CAPABILITY IMAP4rev1\r\n";
            case String c when c.contains("RFC822.SIZE") -> sizes();
            default -> null;
        });
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        source.settle(message, new Settlement.Delete());

        // Then
        assertThat(server.commands()).endsWith("UID STORE 11 +FLAGS.SILENT (\\Deleted)");
        assertThat(server.commands()).noneMatch(command -> command.contains("EXPUNGE"));
    }

    @Test
    void aMoveWithoutTheExtensionCopiesFirst() throws Exception {
        // Given
        given(GREETING, command -> switch (command) {
            case "CAPABILITY" -> "* CAPABILITY IMAP4rev1 UIDPLUS\r\n";
            case String c when c.contains("RFC822.SIZE") -> sizes();
            default -> null;
        });
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        source.settle(message, new Settlement.Move("Done"));

        // Then
        assertThat(server.commands()).endsWith("UID COPY 11 \"Done\"", "UID STORE 11 +FLAGS.SILENT (\\Deleted)",
                "UID EXPUNGE 11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "220 mx ESMTP\r\n", "+OK POP3 ready\r\n", "HTTP/1.1 400 Bad Request\r\n"})
    void aPortThatIsNotImapIsSaidToBeNone(String greeting) {
        // Given
        given(greeting, _ -> null);

        // When
        // Then
        assertThat(reason()).isEqualTo(Reason.ProtocolMismatch);
    }

    @Test
    void aServerWithoutRoomIsUnreachable() {
        // Given
        given("* BYE Too many connections\r\n", _ -> null);

        // When
        // Then
        assertThat(reason()).isEqualTo(Reason.Unreachable);
    }

    @Test
    void anAbsurdAnnouncementEndsTheConnectionOnly() {
        // Given
        given(GREETING, command -> command.contains("RFC822.SIZE") ? "* 1 FETCH (UID {1900000000}\r\nabc" : null);

        // When
        // Then
        assertThat(reason()).isEqualTo(Reason.Unreachable);
    }

    @Test
    void closingEndsWhatIsGoingOn() throws Exception {
        // Given
        var asked = new CompletableFuture<Void>();
        given(GREETING, command -> {
            if (command.equals("UID SEARCH ALL")) {
                asked.complete(null);
                new CompletableFuture<Void>().join();
            }
            return null;
        });
        var ended = new CompletableFuture<Void>();
        Thread.startVirtualThread(() -> {
            try {
                source.find(BEGINNING, 10);
            } catch (MailFailure | InterruptedException e) {
                ended.complete(null);
            }
        });
        asked.get(10, TimeUnit.SECONDS);

        // When
        source.close();

        // Then
        assertThat(ended).succeedsWithin(5, TimeUnit.SECONDS);
    }

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String sizes() {
        return "* 1 FETCH (UID 11 RFC822.SIZE 10)\r\n* 2 FETCH (UID 12 RFC822.SIZE 10)\r\n";
    }
}
