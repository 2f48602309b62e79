package io.inboundmailbox.auth;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.plan.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/// Tokens of Microsoft Entra ID by the client credentials grant.
///
/// Who shares a credential shares its token and its refusal: a thousand mailboxes with one broken secret cause one
/// request per wait. A token is replaced in the background from about two thirds of its life on; a refused replacement
/// shows as [AccessToken#refreshProblem] until the old token ends. There is no timer: [#token] keeps a token fresh, so
/// call it with every poll, not only with every connection. A token that nobody asks for is forgotten after an hour.
public final class EntraTokenSource implements TokenSource, AutoCloseable {
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final Map<TokenKey, SharedToken> tokens = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);
    /// A virtual thread per request in flight; [TokenEndpoint] bounds those.
    private final ExecutorService executor = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("token-", 0).factory());
    private final Clock clock;
    private final Waits waits;
    private final TokenEndpoint endpoint;

    public EntraTokenSource(EntraSettings settings) {
        clock = settings.clock();
        waits = new Waits(settings.random());
        endpoint = new TokenEndpoint(settings, executor);
    }

    @Override
    public AccessToken token(Credentials.ClientSecret credentials, String scope)
            throws MailFailure, InterruptedException {
        var key = TokenKey.of(credentials, scope);
        var mistake = key.mistake();
        if (mistake.isPresent()) {
            throw new MailFailure.Authenticating(mistake.get().problem(key, credentials.secretName()), null);
        }
        sweep();
        return tokens.computeIfAbsent(key, _ -> new SharedToken(key, endpoint, waits, executor, clock))
                .get(credentials.secretName());
    }

    @Override
    public void refused(Credentials.ClientSecret credentials, String scope, AccessToken token) {
        var shared = tokens.get(TokenKey.of(credentials, scope));
        if (shared != null) {
            shared.refused(token);
        }
    }

    @Override
    public void retry(Credentials.ClientSecret credentials, String scope) {
        var shared = tokens.get(TokenKey.of(credentials, scope));
        if (shared != null) {
            shared.retry();
        }
    }

    /// Ends what is under way: whoever waits gets a failure. Later calls fail, too.
    @Override
    public void close() {
        endpoint.close();
        executor.shutdownNow();
    }

    private void sweep() {
        var now = clock.instant();
        var due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(SWEEP_EVERY))) {
            tokens.values().removeIf(token -> token.unusedSince(now.minus(FORGET_AFTER)));
        }
    }
}
