package io.inboundmailbox.mail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a worker knows of its mailbox: a value, made anew after each step that taught it something.
///
/// @param mailbox which one
/// @param authenticated whether the last token request or log-in was accepted
/// @param fetching whether the last poll succeeded
/// @param delivering whether the sink accepts
/// @param token the times of the token in use; null with passwords and before the first token
/// @param progress cursor and counters
/// @param lastSignAt when the worker last got anywhere: began, polled, or had an answer of the sink
/// @param lastPollAt when a poll of this worker last succeeded; null before the first
/// @param effectiveInterval the time between polls that is really kept
/// @param handledFetch the value of the annotation `fetch-requested-at` that was last acted upon
public record MailboxReport(Mailbox mailbox, Evidence authenticated, Evidence fetching, Evidence delivering,
        @Nullable TokenInfo token, Progress progress, Instant lastSignAt, @Nullable Instant lastPollAt,
        Duration effectiveInterval,
        @Nullable String handledFetch) {}
