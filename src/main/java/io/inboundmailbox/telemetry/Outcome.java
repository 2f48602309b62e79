package io.inboundmailbox.telemetry;

import java.util.Locale;

/// How an operation of the operator itself ended: label `outcome`.
public enum Outcome {
    SUCCESS,
    /// The fence at work: somebody else wrote first.
    CONFLICT,
    FAILURE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
