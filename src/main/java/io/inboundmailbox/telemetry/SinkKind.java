package io.inboundmailbox.telemetry;

import io.inboundmailbox.plan.SinkSettings;
import java.util.Locale;

/// Label `sink`.
public enum SinkKind {
    WEBHOOK,
    STDOUT;

    public static SinkKind of(SinkSettings settings) {
        return switch (settings) {
            case SinkSettings.Webhook _ -> WEBHOOK;
            case SinkSettings.Stdout _ -> STDOUT;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
