package io.inboundmailbox.auth;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MailFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// The token of one key: at most one request at a time, however many ask. It has no timer; those who ask keep it
/// fresh. Thread-safe; the lock is held for bookkeeping only, never during a request.
final class SharedToken {
    private static final Logger LOG = LoggerFactory.getLogger(SharedToken.class);
    /// A token with less left than this, or than a tenth of its life, is not handed out while a new one can be had.
    private static final Duration LEAST_LEFT = Duration.ofSeconds(30);
    /// A token that a server refuses is replaced only when it is this old. Microsoft: a permission shows up in new
    /// tokens only, but asking for the same token in a loop is punished (AADSTS50196).
    private static final Duration LEAST_AGE = Duration.ofMinutes(5);

    private final TokenKey key;
    private final TokenEndpoint endpoint;
    private final Waits waits;
    private final Executor executor;
    private final Clock clock;

    private Answer.@Nullable Granted token;
    private @Nullable Refusal refusal;
    private @Nullable CountDownLatch request;
    private Instant refreshAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private Instant lastAsked = Instant.MIN;
    private int failures;
    private boolean givenUp;

    SharedToken(TokenKey key, TokenEndpoint endpoint, Waits waits, Executor executor, Clock clock) {
        this.key = key;
        this.endpoint = endpoint;
        this.waits = waits;
        this.executor = executor;
        this.clock = clock;
    }

    /// See [TokenSource#token].
    ///
    /// @param secretName the Secret of the one who asks, for the sentence
    AccessToken get(String secretName) throws MailFailure, InterruptedException {
        var pending = pending(clock.instant());
        if (pending != null) {
            pending.await();
        }
        return state(clock.instant(), secretName);
    }

    /// What to wait for; null where what is known now is the answer. Starts a request where one is due.
    private synchronized @Nullable CountDownLatch pending(Instant now) {
        lastAsked = now;
        var fresh = token != null && !givenUp && now.isBefore(endOfUse(token));
        if (request == null && !now.isBefore(notBefore) && !(fresh && now.isBefore(refreshAt))) {
            start();
        }
        return fresh ? null : request;
    }

    private void start() {
        var ended = new CountDownLatch(1);
        try {
            executor.execute(() -> ask(ended));
            request = ended;
        } catch (RejectedExecutionException _) {
            settle(TokenEndpoint.stopping());
        }
    }

    private void ask(CountDownLatch ended) {
        var answer = TokenEndpoint.internalError();
        try {
            answer = endpoint.ask(key);
        } finally {
            settle(answer);
            ended.countDown();
        }
    }

    private synchronized void settle(Answer answer) {
        request = null;
        givenUp = false;
        switch (answer) {
            case Answer.Granted granted -> {
                logGranted();
                token = granted;
                refusal = null;
                failures = 0;
                notBefore = Instant.MIN;
                refreshAt = granted.acquiredAt().plus(waits.untilRefresh(granted.life()));
            }
            case Answer.Refused(var refused, _) -> {
                logRefused(refused);
                refusal = refused;
                failures++;
                notBefore = clock.instant().plus(waits.after(refused.advice(), failures));
                refreshAt = notBefore;
            }
        }
    }

    private synchronized AccessToken state(Instant now, String secretName) throws MailFailure {
        if (token != null && now.isBefore(token.expiresAt())) {
            var problem = refusal == null ? null : refusal.problem(key, secretName);
            return new AccessToken(token.value(), token.acquiredAt(), token.expiresAt(), problem);
        }
        // Neither is known when a token was too short-lived to last until here.
        var known = refusal == null ? AadstsAdvice.PASSING_FAULT.refusal() : refusal;
        throw new MailFailure.Authenticating(known.problem(key, secretName), null);
    }

    private static Instant endOfUse(Answer.Granted granted) {
        var tenth = granted.life().dividedBy(10);
        return granted.expiresAt().minus(tenth.compareTo(LEAST_LEFT) < 0 ? tenth : LEAST_LEFT);
    }

    private void logGranted() {
        if (refusal != null) {
            event(Level.INFO).log("Token granted again");
        }
    }

    private void logRefused(Refusal refused) {
        var changed = refusal == null || refusal.reason() != refused.reason();
        var event = event(changed ? Level.WARN : Level.DEBUG).addKeyValue(LogKeys.REASON, refused.reason());
        if (refused.correlationId() != null) {
            event = event.addKeyValue(LogKeys.CORRELATION, refused.correlationId());
        }
        event.log("Token request refused");
    }

    private LoggingEventBuilder event(Level level) {
        return LOG.atLevel(level)
                .addKeyValue(LogKeys.TENANT, key.tenantId())
                .addKeyValue(LogKeys.APPLICATION, key.app());
    }

    /// See [TokenSource#refused].
    synchronized void refused(AccessToken refused) {
        if (token != null && token.value().equals(refused.value())
                && !clock.instant().isBefore(token.acquiredAt().plus(LEAST_AGE))) {
            givenUp = true;
        }
    }

    /// See [TokenSource#retry]. What is known stays until there is something newer to know.
    synchronized void retry() {
        notBefore = Instant.MIN;
        failures = 0;
    }

    /// Whether nobody has asked since then.
    synchronized boolean unusedSince(Instant then) {
        return request == null && lastAsked.isBefore(then);
    }
}
