package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.inboundmailbox.api.References.CaBundle;
import io.inboundmailbox.api.References.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// The sinks beside the webhook.
public final class OtherSinks {
    private OtherSinks() {}

    /// A Knative Addressable: something with `status.address.url`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ref(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern("^([a-z0-9.-]+/)?v[0-9][a-z0-9]*$")
            @JsonPropertyDescription("API version, such as eventing.knative.dev/v1.")
            String apiVersion,
            @Required @Size(min = 1, max = 63) @Pattern("^[A-Z][A-Za-z0-9]*$")
            @JsonPropertyDescription("Kind, such as Broker.")
            String kind,
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.OBJECT)
            @JsonPropertyDescription("Name of the object, in the namespace of the InboundMailbox.")
            String name) {}

    /// A Kafka topic.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kafka(
            @Required @Size(min = 1, max = 20)
            @JsonPropertyDescription("Brokers to start from, each as host:port.")
            List<@Size(min = 3, max = 260) @Pattern("^[0-9A-Za-z._:\\[\\]-]+:[0-9]{1,5}$") String> bootstrapServers,
            @Required @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$")
            @JsonPropertyDescription("Topic that messages are written to.")
            String topic,
            @JsonPropertyDescription("Secret with the keys username and password (SASL); without it the client does "
                    + "not log in.")
            @Nullable ObjectRef secretRef,
            @Default("true")
            @JsonPropertyDescription("Whether the connection uses TLS.")
            Boolean tls,
            @JsonPropertyDescription("Certificates that are trusted instead of the public ones.")
            @Nullable CaBundle caBundle) {
        public Kafka {
            bootstrapServers = List.copyOf(requireNonNullElse(bootstrapServers, List.of()));
            tls = requireNonNullElse(tls, true);
        }
    }

    /// A bucket of an S3 compatible store.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record S3(
            @Required @Size(min = 3, max = 63) @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
            @JsonPropertyDescription("Name of the bucket.")
            String bucket,
            @Size(min = 1, max = 63) @Pattern("^[a-z0-9-]+$")
            @JsonPropertyDescription("Region of the bucket, such as eu-central-1.")
            @Nullable String region,
            @Default("") @Size(max = 512) @Pattern("^[^\\x00-\\x1f]*$")
            @JsonPropertyDescription("Prepended to the name of every object.")
            String prefix,
            @Size(min = 1, max = 2048) @Pattern("^https?://[^/?#@]+(/[^?#]*)?$")
            @JsonPropertyDescription("URL of a store other than Amazon's.")
            @Nullable String endpoint,
            @JsonPropertyDescription("Secret with the keys accessKeyId and secretAccessKey; without it the operator's "
                    + "own identity is used.")
            @Nullable ObjectRef secretRef,
            @JsonPropertyDescription("Certificates that are trusted instead of the public ones.")
            @Nullable CaBundle caBundle) {
        public S3 {
            prefix = requireNonNullElse(prefix, "");
        }
    }

    /// A mail server that takes the messages.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Smtp(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern("^[0-9A-Za-z._:-]+$")
            @JsonPropertyDescription("Host name or IP address of the server.")
            String host,
            @Min(1) @Max(65535)
            @JsonPropertyDescription("Port; by default 465 with tls: Implicit, 587 with StartTLS, 25 with None.")
            @Nullable Integer port,
            @Default("StartTLS")
            @JsonPropertyDescription("How the connection is protected: Implicit, StartTLS (never without) or None.")
            ServerSpec.Tls tls,
            @Required @Size(min = 3, max = Names.ADDRESS_LENGTH) @Pattern("^[^\\s;,<>]+@[^\\s;,<>@]+$")
            @JsonPropertyDescription("Address that messages are sent to (the envelope; the message is unchanged).")
            String to,
            @Size(min = 3, max = Names.ADDRESS_LENGTH) @Pattern("^[^\\s;,<>]+@[^\\s;,<>@]+$")
            @JsonPropertyDescription("Sender in the envelope; by default the address of the mailbox.")
            @Nullable String from,
            @JsonPropertyDescription("Secret with the keys username and password; without it the client does not log "
                    + "in.")
            @Nullable ObjectRef secretRef,
            @JsonPropertyDescription("Certificates that are trusted instead of the public ones.")
            @Nullable CaBundle caBundle) {
        public Smtp {
            tls = requireNonNullElse(tls, ServerSpec.Tls.StartTLS);
        }
    }

    /// The operator's standard output. It has no settings.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stdout() {}
}
