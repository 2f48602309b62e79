package io.inboundmailbox.sink.webhook;

import java.net.http.HttpHeaders;

/// How one HTTP exchange ended.
sealed interface Outcome {
    /// With a status; the response body is of no interest.
    record Answered(int status, HttpHeaders headers) implements Outcome {}

    /// The body was sent, then nothing came for the whole timeout.
    record Silent() implements Outcome {}

    /// There was not even a connection when the time for sending was over.
    record Unconnected() implements Outcome {}

    /// The body was taken more slowly than the floor rate.
    record Slow() implements Outcome {}

    /// The connection could not be opened, or broke before an answer.
    record Broken(Throwable cause) implements Outcome {}
}
