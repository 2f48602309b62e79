package io.inboundmailbox.auth;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The one HTTP request behind one token: sends what msal4j has made up, and takes down what came of it *before* msal4j
/// sees it. msal4j puts foreign bodies into its exceptions, which it logs itself, and loses the status of answers that
/// are empty or no JSON; so it is shown tokens only, everything else ends here with an exception that says nothing.
final class Exchange implements IHttpClient {
    /// A token of an application with many roles has some kilobytes.
    private static final long MOST_BYTES = 256 * 1024L;

    private final HttpClient http;
    private final Duration timeout;
    private final AnswerReader reader;
    private final Instant asked;
    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();

    /// @param timeout for the whole exchange; that of [java.net.http.HttpRequest] ends with the headers
    Exchange(HttpClient http, Duration timeout, AnswerReader reader, Instant asked) {
        this.http = http;
        this.timeout = timeout;
        this.reader = reader;
        this.asked = asked;
    }

    /// What came of it; null when nothing was sent.
    @Nullable
    Answer answer() {
        return answer.get();
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException {
        var read = receive(request);
        answer.set(read);
        return switch (read) {
            case Answer.Granted(var token, _, _) -> new TokenOnly("""
                    {"token_type":"Bearer","expires_in":3600,"access_token":"%s"}""".formatted(token.reveal()));
            case Answer.Refused _ -> throw new IOException("no token");
        };
    }

    private Answer receive(HttpRequest request) throws InterruptedException {
        var exchange = http.sendAsync(translated(request),
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        try {
            return read(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return Answer.unavailable(ConnectionFaults.refusal(e.getCause()));
        } catch (TimeoutException _) {
            return Answer.unavailable(ConnectionFaults.silence());
        } finally {
            exchange.cancel(true);
        }
    }

    private Answer read(HttpResponse<String> response) {
        var retryAfter = response.headers().firstValue("Retry-After").orElse(null);
        // A proxy that refuses the tunnel gives a response without a body, whatever the handler.
        var body = Objects.requireNonNullElse(response.body(), "");
        return reader.read(response.statusCode(), retryAfter, body, asked);
    }

    private static java.net.http.HttpRequest translated(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url().toString()))
                .method(request.httpMethod().name(),
                        java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }

    /// All that msal4j needs of an answer.
    private record TokenOnly(String body) implements IHttpResponse {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Map<String, List<String>> headers() {
            return Map.of("Content-Type", List.of("application/json"));
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
