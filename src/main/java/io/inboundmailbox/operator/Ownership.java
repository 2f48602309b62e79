package io.inboundmailbox.operator;

/// Where the cursors of a resource are, seen from this process.
public enum Ownership {
    /// This process holds the bucket: its workers may run. Whether they may deliver at this moment says the guard.
    HELD,
    /// This process should have the bucket and is about to claim it.
    PENDING,
    /// Another replica should have it.
    ELSEWHERE
}
