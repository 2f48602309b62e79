package io.inboundmailbox.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What may be told of a token: its times, never the token.
///
/// @param acquiredAt when it was issued to us
/// @param expiresAt when it ends
/// @param refreshProblem why its successor was refused although it still works itself; null while all is well
public record TokenInfo(Instant acquiredAt, Instant expiresAt, @Nullable Problem refreshProblem) {}
