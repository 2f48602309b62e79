package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.inboundmailbox.api.References.CaBundle;
import io.inboundmailbox.api.References.KeyRef;
import io.inboundmailbox.api.References.KeysRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// An HTTP endpoint that takes CloudEvents.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookSpec(
        @Required @Size(min = 1, max = 2048)
        @ValidationRule(value = "isURL(self) && url(self).getScheme() in ['http', 'https'] && url(self).getHostname() "
                        + "!= ''",
                message = "spec.sink.webhook.url must be an absolute http or https URL, such as "
                        + "https://tickets.example.com/mail.")
        @ValidationRule(value = "!self.matches('^[A-Za-z]+://[^/?#]*@')",
                message = "spec.sink.webhook.url must hold no user name or password: put an Authorization header into "
                        + "the Secret of headersSecretRef.")
        @ValidationRule(value = "!self.contains('#')",
                message = "spec.sink.webhook.url must hold no fragment: remove the # and what follows.")
        @JsonPropertyDescription("Absolute http or https URL that messages are posted to. Redirects are never "
                + "followed.")
        String url,
        @JsonPropertyDescription("Secret key with the signing key (whsec_ and base64) of the Standard Webhooks "
                + "signature. While rotating it holds two, the new one first, with a blank or a new line between; "
                + "without it requests are not signed.")
        @Nullable KeyRef signingSecretRef,
        @ValidationRule(value = "self.keys.all(key, !(key.lowerAscii() in ['connection', 'content-length', "
                        + "'content-type', 'expect', 'host', 'transfer-encoding', 'upgrade']) && "
                        + "!key.lowerAscii().startsWith('ce-') && !key.lowerAscii().startsWith('webhook-'))",
                fieldPath = ".keys",
                message = "spec.sink.webhook.headersSecretRef.keys must not name header fields that the operator "
                        + "writes itself: remove Content-Type, Host and the like, ce-* and webhook-*.")
        @JsonPropertyDescription("Secret whose keys are further header fields, such as Authorization; the values are "
                + "the fields' values.")
        @Nullable KeysRef headersSecretRef,
        @JsonPropertyDescription("Certificates that are trusted instead of the public ones.")
        @Nullable CaBundle caBundle,
        @Default("30s") @Size(max = Quantities.DURATION_LENGTH)
        @ValidationRule(value = Quantities.IS_DURATION,
                message = "spec.sink.webhook.timeout must be a duration such as 30s, 5m or 1h30m.")
        @ValidationRule(value = Quantities.NO_DURATION_OR + "duration(self) >= duration('1s')",
                message = "spec.sink.webhook.timeout must be at least 1s.")
        @JsonPropertyDescription("How long the endpoint may stay silent once the body is sent, such as 30s.")
        String timeout,
        @Default("Binary")
        @JsonPropertyDescription("How the CloudEvent is carried: Binary (attributes as ce- header fields, the message "
                + "as the body) or Structured (one JSON document).")
        Mode mode) {
    public static final String DEFAULT_TIMEOUT = "30s";

    /// How the CloudEvent is carried.
    public enum Mode {
        Binary,
        Structured
    }

    public WebhookSpec {
        timeout = requireNonNullElse(timeout, DEFAULT_TIMEOUT);
        mode = requireNonNullElse(mode, Mode.Binary);
    }

    /// The timeout as a duration. Throws IllegalArgumentException when the text is none (which the schema prevents).
    public Duration timeoutDuration() {
        return Quantities.duration("spec.sink.webhook.timeout", timeout);
    }
}
