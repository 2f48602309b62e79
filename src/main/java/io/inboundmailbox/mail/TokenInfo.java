package io.inboundmailbox.mail;

import java.time.Instant;

/// What may be told of a token: its times, never the token.
public record TokenInfo(Instant acquiredAt, Instant expiresAt) {}
