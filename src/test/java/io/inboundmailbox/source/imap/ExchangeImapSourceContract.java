package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Reading;
import io.inboundmailbox.testing.ExchangeFront;
import io.inboundmailbox.testing.TestCa;
import io.inboundmailbox.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Exchange Online does to its clients, done to the adapter by a front before an ordinary server.
@SuppressWarnings("NullAway.Init") // the fields are filled before each test
abstract class ExchangeImapSourceContract {
    private static final Position BEGINNING = new Position.Since(Instant.EPOCH);
    private static final TestCa CA = new TestCa();
    private static final TestCa.Server CERTIFICATE = CA.server("localhost", "127.0.0.1");
    private static final TestTokens TOKENS = new TestTokens();
    private static final String APPLICATION = "application";

    private final String address = "user-" + UUID.randomUUID() + "@contoso.test";
    private final MovableClock clock = new MovableClock();
    private final TestTokenSource tokens = new TestTokenSource(TOKENS, APPLICATION, clock);
    private ExchangeFront front;
    private MailSource source;

    abstract ExchangeFront.Backend backend();

    abstract void deliver(String mailbox, byte[] message);

    @BeforeEach
    void open() {
        front = new ExchangeFront(backend(), CERTIFICATE,
                token -> TOKENS.subject(token, Instant.now()).isPresent());
        deliver(address, Reading.message(1));
        source = newSource();
    }

    @AfterEach
    void close() {
        source.close();
        front.close();
    }

    private SourceSettings settings() {
        return Settings.server(front.port(), Tls.Implicit, new CaBundle(CA.pem()), Settings.APPLICATION);
    }

    private MailSource newSource() {
        return new ImapMailSources(tokens, clock).open(Settings.mailbox(address, settings()), settings());
    }

    private MailFailure.Fetching failure(Position position) {
        return catchThrowableOfType(MailFailure.Fetching.class, () -> source.find(position, 10));
    }

    @Test
    void readsAMailboxWithTheTokenOfAnApplication() throws Exception {
        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
        assertThat(source.token()).isNotNull();
    }

    @Test
    void readsWhereNoInitialResponseIsTaken() throws Exception {
        // Given
        front.takeInitialResponses(false);

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
    }

    @Test
    void keepsItsConnectionBetweenPolls() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));

        // When
        source.find(new Position.After(cursor), 10);
        source.find(new Position.After(cursor), 10);

        // Then
        assertThat(front.commands()).filteredOn("AUTHENTICATE"::equals).hasSize(1);
        assertThat(front.commands()).endsWith("NOOP", "NOOP");
    }

    @Test
    void opensTheFolderAgainEveryTenMinutes() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        clock.move(Duration.ofMinutes(11));

        // When
        source.find(new Position.After(cursor), 10);

        // Then
        assertThat(front.commands()).filteredOn("SELECT"::equals).hasSize(2);
        assertThat(front.commands()).filteredOn("AUTHENTICATE"::equals).hasSize(1);
    }

    @Test
    void connectsAgainShortlyBeforeItsTokenEnds() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        clock.move(Duration.ofMinutes(59));

        // When
        source.find(new Position.After(cursor), 10);

        // Then
        assertThat(front.commands()).filteredOn("AUTHENTICATE"::equals).hasSize(2);
    }

    @Test
    void fetchesAllMessagesOfABatchWithOneCommand() throws Exception {
        // Given
        deliver(address, Reading.message(2));
        deliver(address, Reading.message(3));
        var found = source.find(BEGINNING, 10);
        var before = front.commands().size();

        // When
        Reading.contents(source, found.messages());

        // Then
        assertThat(front.commands()).hasSize(before + 1).endsWith("UID FETCH");
    }

    @Test
    void replacesASessionThatEndedWithItsToken() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        front.endSessions();
        deliver(address, Reading.message(2));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("2");
    }

    @Test
    void replacesASessionThatBroke() throws Exception {
        // Given
        var cursor = source.end(BEGINNING, source.find(BEGINNING, 10));
        front.cutSessions();
        deliver(address, Reading.message(2));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("2");
    }

    @Test
    void fetchesInASessionAfterAnotherEnded() throws Exception {
        // Given
        var found = source.find(BEGINNING, 10);
        front.endSessions();

        // When
        var subjects = Reading.subjects(source, found);

        // Then
        assertThat(subjects).containsExactly("1");
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        // Given
        var now = Instant.now();
        tokens.hand(TOKENS.token(APPLICATION, now.minusSeconds(10)), now);

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailboxNotAuthorized);
        assertThat(tokens.refused()).hasSize(1);
    }

    @Test
    void answersTheChallengeOfARefusedToken() throws Exception {
        // Given
        front.challengeRefused(true);
        tokens.hand("garbage", Instant.now());

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailboxNotAuthorized);
    }

    @Test
    void triesAFreshTokenInPlaceOfAnOldOneThatIsRefused() throws Exception {
        // Given
        tokens.hand("garbage", Instant.now().minus(Duration.ofMinutes(6)));

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
        assertThat(tokens.refused()).hasSize(1);
    }

    @Test
    void saysWhoMustGrantWhatWhenTheMailboxIsClosedAfterTheLogIn() throws Exception {
        // Given
        front.deny(address);

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailboxNotAuthorized);
        assertThat(failure.problem().sentence()).contains("Add-MailboxPermission -Identity " + address)
                .contains("New-ServicePrincipal -AppId " + Settings.APPLICATION.clientId());
        assertThat(failure.problem().advice()).isEqualTo(RetryAdvice.SLOW);
    }

    @Test
    void understandsAByeRightAfterTheLogInInTheSameWay() throws Exception {
        // Given
        front.deny(address);
        front.sayOnlyBye(true);

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailboxNotAuthorized);
    }

    @Test
    void readsOnceTheMailboxIsPermitted() throws Exception {
        // Given
        front.deny(address);
        var _ = failure(BEGINNING);
        front.permit(address);

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws Exception {
        // Given
        front.throttle("Request is throttled. Suggested Backoff Time: 299961 milliseconds");

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.Throttled);
        assertThat(failure.problem().advice()).isEqualTo(RetryAdvice.after(Duration.ofMillis(299_961)));
    }

    @Test
    void connectsAgainForMailThatIsCountedButNotShown() throws Exception {
        // Given
        var first = source.find(BEGINNING, 10);
        var cursor = source.end(BEGINNING, first);
        front.hideInOpenSessionsAbove(((ImapEnd) first.end()).uid());
        deliver(address, Reading.message(2));

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("2");
        assertThat(front.commands()).filteredOn("AUTHENTICATE"::equals).hasSize(2);
    }

    @Test
    void doesNotCallALookGoodThatDidNotShowWhatWasCounted() throws Exception {
        // Given
        var first = source.find(BEGINNING, 10);
        var cursor = source.end(BEGINNING, first);
        front.hideAbove(((ImapEnd) first.end()).uid());
        deliver(address, Reading.message(2));

        // When
        var failure = failure(new Position.After(cursor));

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.MailNotShown);
    }

    @Test
    void findsMailThatIsShownAtLast() throws Exception {
        // Given
        var first = source.find(BEGINNING, 10);
        var cursor = source.end(BEGINNING, first);
        front.hideAbove(((ImapEnd) first.end()).uid());
        deliver(address, Reading.message(2));
        var _ = failure(new Position.After(cursor));
        front.showAll();

        // When
        var found = source.find(new Position.After(cursor), 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("2");
    }

    @Test
    void refusesACertificateForAnotherName() {
        // Given
        front.close();
        front = new ExchangeFront(backend(), CA.server("mail.contoso.test"), _ -> true);
        source = newSource();

        // When
        var failure = failure(BEGINNING);

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.CertificateRejected);
        assertThat(failure.problem().sentence()).contains("spec.server.host");
    }

    @Test
    void readsManyMailboxesWithOneToken() throws Exception {
        // Given
        var other = "other-" + address;
        deliver(other, Reading.message(7));
        source.find(BEGINNING, 10);

        // When
        try (var second = new ImapMailSources(tokens, clock).open(Settings.mailbox(other, settings()), settings())) {
            var found = second.find(BEGINNING, 10);

            // Then
            assertThat(Reading.subjects(second, found)).isEqualTo(Collections.singletonList("7"));
        }
        assertThat(front.commands()).filteredOn("AUTHENTICATE"::equals).hasSize(2);
    }
}
