package io.inboundmailbox.operator;

/// Hears of the writes on which ownership and cursors rest, to count them. Called on several threads; returns at once.
public interface StoreEvents {
    /// How a write ended.
    enum Outcome {
        OK,
        /// Somebody else had written meanwhile: the fence at work.
        CONFLICT,
        ERROR
    }

    /// A bucket that this process holds was written, or not. Claims are not counted: losing one is no sign of trouble.
    void cursorWrite(Outcome outcome);

    /// The own Lease was renewed ([Outcome#OK]) or not ([Outcome#ERROR]).
    void leaseRenewal(Outcome outcome);

    /// Counts nothing.
    static StoreEvents none() {
        return new StoreEvents() {
            @Override
            public void cursorWrite(Outcome outcome) {}

            @Override
            public void leaseRenewal(Outcome outcome) {}
        };
    }
}
