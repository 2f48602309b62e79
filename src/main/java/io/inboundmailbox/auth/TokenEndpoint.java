package io.inboundmailbox.auth;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for tokens, one request a call and nothing remembered. Thread-safe. The application object of msal4j is made
/// anew for each request: its cache, its retries and its discovery of hosts are all switched off.
final class TokenEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

    /// More than enough for ten thousand credentials, few enough for a token endpoint that hangs. Each authority has
    /// its own, so one that hangs keeps nobody from another.
    private static final int AT_A_TIME = 64;

    private final Map<URI, Semaphore> turns = new ConcurrentHashMap<>();
    private final EntraSettings settings;
    private final AnswerReader reader;
    private final ExecutorService executor;
    private final HttpClient http;
    private final HttpClient customHttp;

    /// @param executor where msal4j and the HTTP client run; it stays the caller's
    TokenEndpoint(EntraSettings settings, ExecutorService executor) {
        this.settings = settings;
        this.reader = new AnswerReader(settings.clock());
        this.executor = executor;
        this.http = builder().build();
        var ca = settings.customCloudCa();
        this.customHttp = ca == null ? http : builder().sslContext(ca.sslContext()).build();
    }

    /// Asks once; what goes wrong is an answer, too.
    Answer ask(TokenKey key) {
        var turn = turns.computeIfAbsent(key.cloud().authority(), _ -> new Semaphore(AT_A_TIME));
        try {
            turn.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return stopping();
        }
        try {
            return timed(key);
        } finally {
            turn.release();
        }
    }

    private Answer timed(TokenKey key) {
        var asked = settings.clock().instant();
        var answer = answer(key, new Exchange(key.custom() ? customHttp : http, settings.requestTimeout(), reader,
                asked));
        var took = Duration.between(asked, settings.clock().instant());
        switch (answer) {
            case Answer.Granted _ -> settings.events().requested(TokenEvents.Outcome.Granted, null, took);
            case Answer.Refused(var refusal, var outcome) ->
                settings.events().requested(outcome, refusal.reason(), took);
        }
        return answer;
    }

    private Answer answer(TokenKey key, Exchange exchange) {
        try {
            var parameters = ClientCredentialParameters.builder(Set.of(key.scope())).skipCache(true).build();
            application(key, exchange).acquireToken(parameters).get();
            var answer = exchange.answer();
            return answer == null ? defect(IllegalStateException.class) : answer;
        } catch (ExecutionException | MalformedURLException | RuntimeException e) {
            // Never its message: it may hold what the other side said, or a token.
            return exchange.answer() instanceof Answer.Refused refused ? refused : defect(root(e).getClass());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return stopping();
        }
    }

    private ConfidentialClientApplication application(TokenKey key, Exchange exchange) throws MalformedURLException {
        var secret = ClientCredentialFactory.createFromSecret(key.clientSecret().reveal());
        return ConfidentialClientApplication.builder(key.clientId(), secret)
                .authority(key.authority())
                .instanceDiscovery(false)
                .validateAuthority(false)
                .disableInternalRetries()
                .executorService(executor)
                .httpClient(exchange)
                .build();
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private Answer defect(Class<? extends Throwable> type) {
        if (executor.isShutdown() || RejectedExecutionException.class.isAssignableFrom(type)) {
            return stopping();
        }
        LOG.atError().addKeyValue(LogKeys.ERROR_TYPE, type.getName()).log("Token request failed inside msal4j");
        return internalError();
    }

    static Answer internalError() {
        return Answer.unavailable(new Refusal(Reason.InternalError,
                "The token request failed inside the operator; its log names the error.", RetryAdvice.BACK_OFF, null));
    }

    /// For those who still wait when the operator ends.
    static Answer stopping() {
        return Answer.unavailable(new Refusal(Reason.TokenEndpointUnavailable,
                "The operator is stopping; the token is asked for again after its start.", RetryAdvice.BACK_OFF, null));
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .proxy(settings.proxy())
                .executor(executor);
    }

    @Override
    public void close() {
        http.shutdownNow();
        customHttp.shutdownNow();
    }
}
