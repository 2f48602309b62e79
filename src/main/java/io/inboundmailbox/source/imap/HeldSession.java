package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.source.imap.Trouble.Answer;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session of one mailbox, held between polls. One that broke, or whose token ends, is replaced within the same
/// call, once: what a person reads about is only what does not mend itself. Confined to one thread at a time, except
/// [#close].
final class HeldSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeldSession.class);

    /// So long before its end a token is replaced, and the session with it.
    private static final Duration BEFORE_END = Duration.ofMinutes(2);

    private final Mailbox mailbox;
    private final SessionOpener opener;
    private final ImapFailures failures;
    private final Clock clock;
    private @Nullable Session session;
    private volatile @Nullable AccessToken token;
    private volatile @Nullable Socket socket;
    private volatile boolean closed;

    /// What is done in a session. May be done twice, when the first session ends meanwhile.
    @FunctionalInterface
    interface Work<T extends @Nullable Object, X extends Exception> {
        T in(Session session) throws Trouble, X;
    }

    HeldSession(Mailbox mailbox, SessionOpener opener, ImapFailures failures, Clock clock) {
        this.mailbox = mailbox;
        this.opener = opener;
        this.failures = failures;
        this.clock = clock;
    }

    /// Does something in a session, in a second one if the first has ended.
    <T extends @Nullable Object, X extends Exception> T use(Stage stage, Work<T, X> work)
            throws MailFailure, InterruptedException, X {
        try {
            return work.in(current());
        } catch (Trouble e) {
            if (!ended(e)) {
                throw failures.of(stage, e);
            }
            replace();
        }
        try {
            return work.in(current());
        } catch (Trouble e) {
            throw failures.of(stage, e);
        }
    }

    /// Ends the session; the next use opens another.
    void drop() {
        if (session != null) {
            session.connection().close();
            session = null;
        }
    }

    /// The latest token; null with a password and before the first.
    @Nullable
    AccessToken token() {
        return token;
    }

    @Override
    public void close() {
        closed = true;
        var open = socket;
        if (open != null) {
            close(open);
        }
    }

    private Session current() throws MailFailure, InterruptedException {
        // Asked for at every use, from memory: this is what lets a token be refreshed early, and tells when that fails.
        var latest = opener.token();
        token = latest;
        var held = session;
        if (held != null && held.connection().usable() && !outlived(held, latest)) {
            return held;
        }
        drop();
        var opened = opener.open(this::newSocket);
        session = opened;
        return opened;
    }

    private boolean outlived(Session held, @Nullable AccessToken latest) {
        var used = held.token();
        return used != null && latest != null && clock.instant().isAfter(used.expiresAt().minus(BEFORE_END))
                && !used.value().equals(latest.value());
    }

    private void replace() throws InterruptedException {
        drop();
        if (closed || Thread.currentThread().isInterrupted()) {
            // An interrupt closes the socket of a virtual thread: the connection is not to blame.
            throw new InterruptedException("closed while at work");
        }
        log.atDebug().addKeyValue(LogKeys.MAILBOX, mailbox.logId()).log("Session ended; opening another");
    }

    private static boolean ended(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Lost _ -> true;
            case Trouble.Refused refused ->
                refused.answer() == Answer.BYE || refused.text().contains("AccessTokenExpired");
            case Trouble.Mismatched _ -> false;
            case Trouble.FolderMissing _ -> false;
            case Trouble.Renumbered _ -> false;
            case Trouble.NotShown _ -> false;
        };
    }

    private Socket newSocket() {
        var made = new Socket();
        socket = made;
        if (closed) {
            close(made);
        }
        return made;
    }

    private static void close(Socket open) {
        try {
            open.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
