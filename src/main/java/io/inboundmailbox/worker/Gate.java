package io.inboundmailbox.worker;

/// Between a worker and whoever stops it: once it is shut no message is begun, and whether one is under way is known.
/// Thread-safe.
final class Gate {
    private boolean shut;
    private boolean occupied;

    /// Begins a message; false when the gate is shut.
    synchronized boolean enter() {
        occupied = !shut;
        return occupied;
    }

    /// The message has come to its end.
    synchronized void leave() {
        occupied = false;
    }

    /// Lets no further message begin.
    ///
    /// @return whether none is under way
    synchronized boolean shut() {
        shut = true;
        return !occupied;
    }

    synchronized boolean isShut() {
        return shut;
    }
}
