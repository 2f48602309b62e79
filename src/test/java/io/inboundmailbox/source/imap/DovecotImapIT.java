package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inboundmailbox.auth.TokenSource;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.source.Reading;
import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.MailProgram;
import io.inboundmailbox.testing.RealDovecot;
import io.inboundmailbox.testing.TestCa;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What only a real server shows: log-ins, TLS, folders, many messages.
@RealDovecot
@SuppressWarnings("NullAway.Init") // the field is filled before all tests
class DovecotImapIT {
    private static final Position BEGINNING = new Position.Since(Instant.EPOCH);
    private static Dovecot dovecot;

    private final String address = "user-" + UUID.randomUUID() + "@contoso.test";
    private final List<MailSource> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        dovecot = Dovecot.start();
    }

    @AfterAll
    static void stop() {
        dovecot.close();
    }

    @AfterEach
    void close() {
        opened.forEach(MailSource::close);
    }

    @Test
    void aTokenOpensTheMailboxItWasIssuedFor() throws Exception {
        // Given
        dovecot.deliver(address, Reading.message(1));
        var source = withToken(dovecot.tokens().token(address, Instant.now().plusSeconds(60)));

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
    }

    @Test
    void anotherUsersTokenOpensNothing() {
        assertThat(problem(withToken(dovecot.tokens().token("other@contoso.test", Instant.now().plusSeconds(60)))))
                .isEqualTo(Reason.MailboxNotAuthorized);
    }

    @Test
    void anExpiredTokenOpensNothing() {
        assertThat(problem(withToken(dovecot.tokens().token(address, Instant.now().minusSeconds(60)))))
                .isEqualTo(Reason.MailboxNotAuthorized);
    }

    @Test
    void garbageOpensNothing() {
        assertThat(problem(withToken("garbage"))).isEqualTo(Reason.MailboxNotAuthorized);
    }

    @Test
    void aWrongPasswordIsAMatterOfTheSecret() {
        // Given
        var source = open(settings(Tls.Implicit, dovecot.ca(), password("wrong")), "Inbox");

        // When
        var failure = catchThrowableOfType(MailFailure.Authenticating.class, () -> source.find(BEGINNING, 10));

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.CredentialsRejected);
    }

    @Test
    void startTlsIsUsedWhereItIsAskedFor() throws Exception {
        // Given
        dovecot.deliver(address, Reading.message(1));
        var source = open(settings(Tls.StartTLS, dovecot.ca(), password(Dovecot.PASSWORD)), "Inbox");

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(found.messages()).hasSize(1);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        assertThat(problem(open(settings(Tls.Implicit, new TestCa(), password(Dovecot.PASSWORD)), "Inbox")))
                .isEqualTo(Reason.CertificateRejected);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedBehindStartTlsToo() {
        assertThat(problem(open(settings(Tls.StartTLS, new TestCa(), password(Dovecot.PASSWORD)), "Inbox")))
                .isEqualTo(Reason.CertificateRejected);
    }

    @Test
    void tlsOnThePortForPlainTextIsAMismatch() {
        // Given
        var right = settings(Tls.Implicit, dovecot.ca(), password(Dovecot.PASSWORD));
        var settings = new SourceSettings(right.protocol(), right.host(), dovecot.port(), right.tls(), right.trust(),
                right.credentials());

        // When
        // Then
        assertThat(problem(open(settings, "Inbox"))).isEqualTo(Reason.ProtocolMismatch);
    }

    @Test
    void plainTextOnThePortForTlsIsAMismatch() {
        // Given
        var right = settings(Tls.None, null, password(Dovecot.PASSWORD));
        var settings = new SourceSettings(right.protocol(), right.host(), dovecot.tlsPort(), right.tls(), null,
                right.credentials());

        // When
        // Then
        assertThat(problem(open(settings, "Inbox"))).isEqualTo(Reason.ProtocolMismatch);
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        // Given
        var source = open(settings(Tls.Implicit, dovecot.ca(), password(Dovecot.PASSWORD)), "Nowhere");

        // When
        var failure = catchThrowableOfType(MailFailure.Fetching.class, () -> source.find(BEGINNING, 10));

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.FolderNotFound);
        assertThat(failure.problem().sentence()).contains("Nowhere (spec.folder)");
        assertThat(failure.problem().advice()).isEqualTo(RetryAdvice.after(Duration.ofMinutes(1)));
    }

    @Test
    void aFolderBelowAnotherIsReadWhateverItsName() throws Exception {
        // Given
        var folder = "Kunden & Co/Gel\u00f6scht \u65e5\u672c";
        program().createFolder(folder);
        program().append(folder, Reading.message(1), Date.from(Instant.now()));
        var source = open(settings(Tls.Implicit, dovecot.ca(), password(Dovecot.PASSWORD)), folder);

        // When
        var found = source.find(BEGINNING, 10);

        // Then
        assertThat(Reading.subjects(source, found)).containsExactly("1");
    }

    @Test
    void aTargetThatDoesNotExistIsNamed() throws Exception {
        // Given
        dovecot.deliver(address, Reading.message(1));
        var source = withPassword();
        var message = source.find(BEGINNING, 10).messages().getFirst();

        // When
        var failure = catchThrowableOfType(MailFailure.Fetching.class,
                () -> source.settle(message, new Settlement.Move("Nowhere")));

        // Then
        assertThat(failure.problem().reason()).isEqualTo(Reason.FolderNotFound);
        assertThat(failure.problem().sentence()).contains("spec.afterDelivery.moveTo");
    }

    @Test
    void aFolderThatIsNumberedAnewWhileItIsOpenLosesNothing() throws Exception {
        // Given
        dovecot.deliver(address, Reading.message(1));
        var source = withPassword();
        var cursor = source.past(BEGINNING, Reading.messages(source, source.find(BEGINNING, 10)).getFirst());
        dovecot.renumber(address);
        dovecot.deliver(address, Reading.message(2));

        // When
        var subjects = new ArrayList<String>();
        Position position = new Position.After(cursor);
        for (var i = 0; i < 3; i++) {
            var found = source.find(position, 10);
            subjects.addAll(Reading.subjects(source, found));
            position = new Position.After(source.end(position, found));
        }

        // Then
        assertThat(subjects).containsExactly("2");
    }

    @Test
    void fiveThousandMessagesComeOnceEach() throws Exception {
        // Given
        dovecot.deliver(address, Reading.message(0));
        for (var i = 1; i < 5000; i++) {
            dovecot.deliver(address, Reading.message(i));
        }
        var source = withPassword();

        // When
        var subjects = new ArrayList<String>();
        Position position = BEGINNING;
        boolean more;
        do {
            var found = source.find(position, 200);
            subjects.addAll(Reading.subjects(source, found));
            position = new Position.After(source.end(position, found));
            more = found.more();
        } while (more);

        // Then
        assertThat(subjects).hasSize(5000);
        assertThat(new HashSet<>(subjects)).hasSize(5000);
    }

    @Test
    void aMailboxOfManyOddUidsIsAskedForInCommandsThatAServerTakes() throws Exception {
        // Given
        for (var i = 0; i < 3000; i++) {
            dovecot.deliver(address, Reading.message(i));
        }
        var source = withPassword();
        var all = source.find(BEGINNING, 3000).messages();
        var odd = all.stream().filter(message -> ImapReference.of(message).uid() % 2 == 1).toList();

        // When
        var contents = Reading.contents(source, odd);

        // Then
        assertThat(contents).hasSize(1500);
    }

    private static Reason problem(MailSource source) {
        return catchThrowableOfType(MailFailure.class, () -> source.find(BEGINNING, 10)).problem().reason();
    }

    private MailSource withToken(String token) {
        var tokens = new TestTokenSource(dovecot.tokens(), address, Clock.systemUTC());
        tokens.hand(token, Instant.now());
        return open(settings(Tls.Implicit, dovecot.ca(), Settings.APPLICATION), "Inbox", tokens);
    }

    private MailSource withPassword() {
        return open(settings(Tls.Implicit, dovecot.ca(), password(Dovecot.PASSWORD)), "Inbox");
    }

    private Credentials.Password password(String password) {
        return new Credentials.Password(address, Secret.of(password), "support-mail");
    }

    private static SourceSettings settings(Tls tls, @Nullable TestCa ca,
            Credentials credentials) {
        return Settings.server(tls == Tls.Implicit ? dovecot.tlsPort() : dovecot.port(), tls,
                ca == null ? null : new CaBundle(ca.pem()), credentials);
    }

    private MailSource open(SourceSettings settings, String folder) {
        return open(settings, folder, new Settings.NoTokens());
    }

    private MailSource open(SourceSettings settings, String folder, TokenSource tokens) {
        var inbox = Settings.mailbox(address, settings);
        var mailbox = new Mailbox(inbox.resource(), address, inbox.protocol(), inbox.server(), folder);
        var source = new ImapMailSources(tokens, Clock.systemUTC(), Settings.SHORT).open(mailbox, settings);
        opened.add(source);
        return source;
    }

    private MailProgram program() {
        return new MailProgram(Dovecot.HOST, dovecot.port(), address, Dovecot.PASSWORD);
    }
}
