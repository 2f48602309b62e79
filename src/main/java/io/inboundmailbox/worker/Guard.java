package io.inboundmailbox.worker;

import io.inboundmailbox.mail.ResourceKey;

/// Asked before each delivery and each settlement. Thread-safe, memory only.
@FunctionalInterface
public interface Guard {
    /// Whether this process may still act for the resource: its claim stands, and its own Lease cannot have been given
    /// up for dead by another process yet.
    boolean allows(ResourceKey resource);
}
