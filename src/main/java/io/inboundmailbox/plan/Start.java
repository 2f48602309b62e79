package io.inboundmailbox.plan;

import java.time.Instant;

/// Where reading starts in a mailbox that has no cursor.
public sealed interface Start {
    /// With what arrives from now on; `Now` is the instant given by the worker's first sight of the mailbox.
    record Now() implements Start {}

    record Beginning() implements Start {}

    record Time(Instant instant) implements Start {}
}
