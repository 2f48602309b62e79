package io.inboundmailbox.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What Exchange Online does and an ordinary IMAP server does not: one token of an application opens many mailboxes,
/// mailboxes are refused only after the log-in was accepted, sessions end with their token, mail is counted before it
/// is shown, log-ins are throttled. Ends TLS, checks tokens itself and passes everything else to a server behind it.
/// Thread-safe; a fault that is switched on works at once.
public final class ExchangeFront implements AutoCloseable {
    private final ServerSocket listener;
    private final Backend backend;
    private final Predicate<String> tokens;
    private final List<ExchangeSession> sessions = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile String throttled = "";
    private volatile boolean initialResponses = true;
    private volatile boolean challenges;
    private volatile boolean byeFirst;
    private volatile long hiddenAbove = Long.MAX_VALUE;

    /// The server behind the front.
    ///
    /// @param port its port for plain text
    /// @param password what opens every mailbox there
    public record Backend(String host, int port, String password) {
        public static Backend of(Dovecot dovecot) {
            return new Backend(Dovecot.HOST, dovecot.port(), Dovecot.PASSWORD);
        }
    }

    /// Starts one on a free port of the loopback interface.
    ///
    /// @param certificate shown to clients
    /// @param tokens whether a token is accepted now
    public ExchangeFront(Backend backend, TestCa.Server certificate, Predicate<String> tokens) {
        this.backend = backend;
        this.tokens = tokens;
        try {
            this.listener = certificate.sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50,
                            InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("exchange-front").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// The application has no permission for this mailbox: the log-in is accepted, and then nothing works.
    public void deny(String mailbox) {
        denied.add(mailbox);
    }

    public void permit(String mailbox) {
        denied.remove(mailbox);
    }

    /// Denied mailboxes read only the BYE that follows the refusal.
    public void sayOnlyBye(boolean only) {
        byeFirst = only;
    }

    /// Log-ins are answered with this text, for instance `Request is throttled. Suggested Backoff Time: 2000
    /// milliseconds`; an empty one ends that.
    public void throttle(String text) {
        throttled = text;
    }

    /// Whether the capability SASL-IR is announced (true at first).
    public void takeInitialResponses(boolean take) {
        initialResponses = take;
    }

    /// Whether a refused token is answered with a challenge before the NO (false at first).
    public void challengeRefused(boolean challenge) {
        challenges = challenge;
    }

    /// Messages with higher UIDs are counted but not shown, in sessions that are open now and in those to come.
    public void hideAbove(long uid) {
        hiddenAbove = uid;
        sessions.forEach(session -> session.hideAbove(uid));
    }

    /// The same, only in sessions that are open now: a new one shows everything.
    public void hideInOpenSessionsAbove(long uid) {
        sessions.forEach(session -> session.hideAbove(uid));
    }

    public void showAll() {
        hideAbove(Long.MAX_VALUE);
    }

    /// The tokens of all open sessions end.
    public void endSessions() {
        sessions.forEach(session -> session.end("Session invalidated - AccessTokenExpired"));
    }

    /// The connections of all open sessions break without a word.
    public void cutSessions() {
        sessions.forEach(ExchangeSession::hangUp);
    }

    /// The names of the commands that were sent after a log-in, with AUTHENTICATE itself, in their order.
    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sessions.forEach(session -> session.end("Server shutting down."));
    }

    Backend backend() {
        return backend;
    }

    boolean accepts(String token) {
        return tokens.test(token);
    }

    boolean denies(String mailbox) {
        return denied.contains(mailbox);
    }

    boolean saysOnlyBye() {
        return byeFirst;
    }

    String throttled() {
        return throttled;
    }

    boolean takesInitialResponses() {
        return initialResponses;
    }

    boolean challenges() {
        return challenges;
    }

    void sent(String command) {
        commands.add(command);
    }

    void ended(ExchangeSession session) {
        sessions.remove(session);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var session = new ExchangeSession(this, listener.accept(), hiddenAbove);
                sessions.add(session);
                Thread.ofVirtual().name("exchange-session").start(session::serve);
            } catch (IOException e) {
                // Closed, or a client that went away before it was served.
            }
        }
    }
}
