package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import io.inboundmailbox.auth.TokenSource;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens sessions for one mailbox: connection, log-in, folder.
final class SessionOpener {
    /// A permission that was granted after a token was issued is not in it; one that is younger than this is not worth
    /// asking anew.
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private final Mailbox mailbox;
    private final SourceSettings settings;
    private final TokenSource tokens;
    private final Clock clock;
    private final Dialer dialer;
    private final ImapFailures failures;

    SessionOpener(Mailbox mailbox, SourceSettings settings, TokenSource tokens, Clock clock, Dialer dialer,
            ImapFailures failures) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
        this.dialer = dialer;
        this.failures = failures;
    }

    /// A new session.
    ///
    /// @param sockets unconnected sockets, which their maker may close at any time
    Session open(Supplier<Socket> sockets) throws MailFailure, InterruptedException {
        var token = token();
        try {
            return open(sockets.get(), token);
        } catch (TokenRefusedException e) {
            if (token == null || !(settings.credentials() instanceof Credentials.ClientSecret secret)) {
                throw e.failure;
            }
            tokens.refused(secret, secret.cloud().exchangeScope(), token);
            if (token.acquiredAt().plus(YOUNG).isAfter(clock.instant())) {
                throw e.failure;
            }
        }
        try {
            return open(sockets.get(), token());
        } catch (TokenRefusedException e) {
            throw e.failure;
        }
    }

    /// The token that a session would be opened with now; null with a password.
    @Nullable
    AccessToken token() throws MailFailure, InterruptedException {
        return switch (settings.credentials()) {
            case Credentials.ClientSecret secret -> tokens.token(secret, secret.cloud().exchangeScope());
            case Credentials.Password _ -> null;
        };
    }

    private Session open(Socket socket, @Nullable AccessToken token) throws MailFailure, TokenRefusedException {
        var stage = Stage.CONNECTING;
        ImapConnection connection = null;
        try {
            connection = ImapConnection.over(socket, dialer);
            greet(connection);
            stage = Stage.LOGGING_IN;
            logIn(connection, token);
            stage = Stage.LOGGED_IN;
            connection.askCapabilities();
            stage = Stage.OPENING;
            var folders = new Folders(connection);
            folders.open(mailbox.folder(), clock.instant());
            return new Session(connection, folders, token);
        } catch (Trouble e) {
            if (connection != null) {
                connection.close();
            }
            var failure = failures.of(stage, e);
            if (stage == Stage.LOGGING_IN && failure.problem().reason() == Reason.MailboxNotAuthorized) {
                throw new TokenRefusedException(failure);
            }
            throw failure;
        }
    }

    private void greet(ImapConnection connection) throws Trouble {
        try {
            LogIn.greeted(connection);
        } catch (Trouble.Lost e) {
            // A port that waits for TLS, or for HTTP, accepts the connection and says nothing.
            throw e.why() instanceof SocketTimeoutException ? new Trouble.Mismatched(Lack.GREETING) : e;
        }
        connection.silenceAllowed(dialer.timeouts().read());
        if (settings.tls() == Tls.StartTLS) {
            LogIn.secured(connection, dialer);
        }
    }

    private void logIn(ImapConnection connection, @Nullable AccessToken token) throws Trouble {
        switch (settings.credentials()) {
            case Credentials.ClientSecret _ when token != null ->
                LogIn.byToken(connection, mailbox.address(), token);
            case Credentials.ClientSecret _ -> throw new IllegalStateException("a token is missing");
            case Credentials.Password password -> LogIn.byPassword(connection, password);
        }
    }

    /// The log-in with a token was refused; another token may help.
    private static final class TokenRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final MailFailure failure;

        TokenRefusedException(MailFailure failure) {
            this.failure = failure;
            super(failure);
        }
    }
}
