package io.inboundmailbox.plan;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where messages go, resolved.
public sealed interface SinkSettings {
    /// An HTTP endpoint that takes CloudEvents.
    ///
    /// @param url absolute, `http` or `https`, without user info and fragment
    /// @param signingKeys keys of the Standard Webhooks signature (the decoded bytes in base64, without `whsec_`), the
    ///     first is the current one; empty means unsigned
    /// @param headers further header fields, such as `Authorization`
    /// @param trust private certificates; null means those of the platform
    /// @param timeout the silence that is allowed after the body was sent
    record Webhook(URI url, List<Secret> signingKeys, Map<String, Secret> headers, @Nullable CaBundle trust,
            Duration timeout) implements SinkSettings {
        public Webhook {
            signingKeys = List.copyOf(signingKeys);
            headers = Map.copyOf(headers);
        }
    }

    /// The operator's own standard output, one JSON line per message, without the body.
    record Stdout() implements SinkSettings {}
}
