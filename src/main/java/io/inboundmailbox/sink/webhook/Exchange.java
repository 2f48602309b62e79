package io.inboundmailbox.sink.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request and its answer, under two clocks: sending has a floor rate, and only then the timeout counts. So a big
/// message on a slow line is no timeout, and a receiver that stalls is one soon.
///
/// @param client carries it out
/// @param pace how long sending may take
/// @param timeout the silence that is allowed after the body was handed to the network
record Exchange(HttpClient client, Pace pace, Duration timeout) {

    /// Sends and waits. An interrupt, or the end of a time, cancels the exchange and closes its connection.
    ///
    /// @throws IOException when the content cannot be read
    Outcome run(HttpRequest.Builder request, Body body) throws IOException, InterruptedException {
        var answer = new Answer();
        try (body) {
            var exchange = client.sendAsync(request.POST(body).build(), answer);
            try {
                return answered(exchange, body, answer);
            } catch (ExecutionException e) {
                body.requireReadable();
                return answer.outcome().orElseGet(() -> new Outcome.Broken(cause(e)));
            } finally {
                exchange.cancel(true);
            }
        }
    }

    private Outcome answered(CompletableFuture<?> exchange, Body body, Answer answer)
            throws ExecutionException, InterruptedException {
        if (!done(CompletableFuture.anyOf(exchange, body.sent()), pace.allowance(body.contentLength()))) {
            return answer.outcome().orElseGet(() -> body.started() ? new Outcome.Slow() : new Outcome.Unconnected());
        }
        done(exchange, timeout);
        return answer.outcome().orElseGet(Outcome.Silent::new);
    }

    private static boolean done(CompletableFuture<?> future, Duration within)
            throws ExecutionException, InterruptedException {
        try {
            future.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
