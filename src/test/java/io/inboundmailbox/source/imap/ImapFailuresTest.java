package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.imap.Trouble.Answer;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One row per answer of a server and per way that a connection fails.
class ImapFailuresTest {
    private static final Credentials TOKEN = Settings.APPLICATION;
    private static final Credentials PASSWORD = Settings.PASSWORD;

    record Refusal(Credentials credentials, Stage stage, Answer answer, String text, Reason reason,
            RetryAdvice advice) {}

    static Stream<Refusal> upToTheLogIn() {
        return Stream.of(
                new Refusal(TOKEN, Stage.LOGGING_IN, Answer.NO, "AUTHENTICATE failed.", Reason.MailboxNotAuthorized,
                        RetryAdvice.SLOW),
                new Refusal(PASSWORD, Stage.LOGGING_IN, Answer.NO, "[AUTHENTICATIONFAILED] Authentication failed.",
                        Reason.CredentialsRejected, RetryAdvice.NEVER),
                new Refusal(PASSWORD, Stage.LOGGING_IN, Answer.NO, "[UNAVAILABLE] Temporary failure",
                        Reason.Unreachable,
                        RetryAdvice.BACK_OFF),
                new Refusal(PASSWORD, Stage.LOGGING_IN, Answer.BYE, "Too many connections", Reason.Unreachable,
                        RetryAdvice.BACK_OFF),
                new Refusal(TOKEN, Stage.LOGGING_IN, Answer.BAD,
                        "Request is throttled. Suggested Backoff Time: 299961 milliseconds", Reason.Throttled,
                        RetryAdvice.after(Duration.ofMillis(299_961))),
                new Refusal(TOKEN, Stage.LOGGING_IN, Answer.NO, "Server Unavailable. 15", Reason.Unreachable,
                        RetryAdvice.BACK_OFF),
                new Refusal(TOKEN, Stage.CONNECTING, Answer.BYE, "Connection is closed. 13", Reason.Unreachable,
                        RetryAdvice.BACK_OFF),
                new Refusal(TOKEN, Stage.CONNECTING, Answer.BAD, "what?", Reason.ProtocolMismatch, RetryAdvice.SLOW));
    }

    static Stream<Refusal> afterTheLogIn() {
        return Stream.of(
                new Refusal(TOKEN, Stage.LOGGED_IN, Answer.BAD, "User is authenticated but not connected.",
                        Reason.MailboxNotAuthorized, RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.OPENING, Answer.BAD, "User is authenticated but not connected.",
                        Reason.MailboxNotAuthorized, RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.READING, Answer.BAD, "User is authenticated but not connected.",
                        Reason.MailboxNotAuthorized, RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.LOGGED_IN, Answer.BYE, "Connection closed. 14", Reason.MailboxNotAuthorized,
                        RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.OPENING, Answer.NO, "Request is throttled. Suggested Backoff Time: 5000",
                        Reason.Throttled, RetryAdvice.after(Duration.ofSeconds(5))),
                new Refusal(TOKEN, Stage.READING, Answer.BAD,
                        "Request is throttled. Suggested Backoff Time: 3600000 milliseconds", Reason.Throttled,
                        RetryAdvice.after(Duration.ofMinutes(15))),
                new Refusal(TOKEN, Stage.READING, Answer.NO, "Request is throttled.", Reason.Throttled,
                        RetryAdvice.BACK_OFF),
                new Refusal(TOKEN, Stage.OPENING, Answer.NO, "SELECT failed.", Reason.MailboxNotAuthorized,
                        RetryAdvice.SLOW),
                new Refusal(PASSWORD, Stage.OPENING, Answer.NO, "[NOPERM] no", Reason.MailboxNotAuthorized,
                        RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.READING, Answer.BYE, "Connection closed. 14", Reason.Unreachable,
                        RetryAdvice.BACK_OFF),
                new Refusal(TOKEN, Stage.SETTLING, Answer.NO, "STORE failed.", Reason.MailboxNotAuthorized,
                        RetryAdvice.SLOW),
                new Refusal(TOKEN, Stage.SETTLING, Answer.BAD, "Command Error. 12", Reason.Unreachable,
                        RetryAdvice.BACK_OFF));
    }

    @ParameterizedTest
    @MethodSource({"upToTheLogIn", "afterTheLogIn"})
    void anAnswerOfTheServerBecomesAReasonAndAnAdvice(Refusal refusal) {
        // When
        var problem = failures(refusal.credentials())
                .of(refusal.stage(), new Trouble.Refused(refusal.answer(), refusal.text()))
                .problem();

        // Then
        assertThat(problem.reason()).isEqualTo(refusal.reason());
        assertThat(problem.advice()).isEqualTo(refusal.advice());
        assertThat(problem.sentence()).doesNotContain(refusal.text());
    }

    record Break(Stage stage, IOException why, Reason reason, String remedy) {}

    static Stream<Break> breaks() {
        return Stream.of(
                new Break(Stage.CONNECTING, new UnknownHostException("x"), Reason.Unreachable, "spec.server.host"),
                new Break(Stage.CONNECTING, new ConnectException("x"), Reason.Unreachable, "spec.server.port"),
                new Break(Stage.CONNECTING, new NoRouteToHostException("x"), Reason.Unreachable, "network policies"),
                new Break(Stage.CONNECTING, new SocketTimeoutException("x"), Reason.Unreachable, "spec.server.host"),
                new Break(Stage.READING, new SocketException("x"), Reason.Unreachable, "127.0.0.1:993"),
                new Break(Stage.READING, new SSLException("x"), Reason.Unreachable, "127.0.0.1:993"),
                new Break(Stage.CONNECTING, new SSLException("Unsupported or unrecognized SSL message"),
                        Reason.ProtocolMismatch, "spec.server.tls"),
                new Break(Stage.CONNECTING, handshake("PKIX path building failed"), Reason.CertificateRejected,
                        "spec.server.caBundle"),
                new Break(Stage.CONNECTING, handshake("No name matching x found"), Reason.CertificateRejected,
                        "spec.server.host"));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBrokenConnectionBecomesAReasonAndNamesTheFieldToMend(Break broken) {
        // When
        var problem = failures(TOKEN).of(broken.stage(), new Trouble.Lost(broken.why())).problem();

        // Then
        assertThat(problem.reason()).isEqualTo(broken.reason());
        assertThat(problem.sentence()).contains(broken.remedy());
    }

    @ParameterizedTest
    @EnumSource(Lack.class)
    void aServerThatIsNotWhatTheSettingsSayIsAMismatch(Lack lack) {
        // When
        var problem = failures(TOKEN).of(Stage.CONNECTING, new Trouble.Mismatched(lack)).problem();

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.ProtocolMismatch);
        assertThat(problem.sentence()).contains("spec.server.port").contains("Implicit").doesNotContain("%");
    }

    @Test
    void aFolderThatIsMissingNamesTheFieldItIsNamedIn() {
        // When
        var read = failures(TOKEN).of(Stage.OPENING, new Trouble.FolderMissing("Posteingang")).problem();
        var moved = failures(TOKEN).of(Stage.SETTLING, new Trouble.FolderMissing("Done")).problem();

        // Then
        assertThat(read.reason()).isEqualTo(Reason.FolderNotFound);
        assertThat(read.sentence()).contains("Posteingang (spec.folder)");
        assertThat(moved.sentence()).contains("Done (spec.afterDelivery.moveTo");
    }

    @Test
    void aRefusedPasswordIsAMatterOfTheSecret() {
        // When
        var failure = failures(PASSWORD).of(Stage.LOGGING_IN, new Trouble.Refused(Answer.NO, ""));

        // Then
        assertThat(failure).isInstanceOf(MailFailure.Authenticating.class);
        assertThat(failure.problem().sentence()).contains("Secret support-mail");
    }

    private static ImapFailures failures(Credentials credentials) {
        var settings = Settings.server(993, Tls.Implicit, null, credentials);
        return new ImapFailures(Settings.mailbox("support@contoso.test", settings), settings);
    }

    private static IOException handshake(String why) {
        var failure = new SSLHandshakeException(why);
        failure.initCause(new CertificateException(why));
        return failure;
    }
}
