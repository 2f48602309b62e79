package io.inboundmailbox.status;

/// The `status` of a condition.
enum Truth {
    True,
    False,
    Unknown
}
