package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// References to Secrets and ConfigMaps. They have no namespace: it is always the resource's own.
public final class References {
    private References() {}

    /// A Secret or ConfigMap as a whole.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ObjectRef(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.OBJECT)
            @JsonPropertyDescription("Name of the object, in the namespace of the InboundMailbox.")
            String name) {}

    /// One key of a Secret.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record KeyRef(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.OBJECT)
            @JsonPropertyDescription("Name of the Secret, in the namespace of the InboundMailbox.")
            String name,
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.KEY)
            @JsonPropertyDescription("Key in the Secret.")
            String key) {}

    /// Several keys of a Secret.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record KeysRef(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.OBJECT)
            @JsonPropertyDescription("Name of the Secret, in the namespace of the InboundMailbox.")
            String name,
            @Required @Size(min = 1, max = 20)
            @JsonPropertyDescription("Keys in the Secret.")
            List<@Size(min = 1, max = 100) @Pattern(Names.KEY) String> keys) {
        public KeysRef {
            keys = List.copyOf(requireNonNullElse(keys, List.of()));
        }
    }

    /// Certificates in PEM form, in a ConfigMap or a Secret.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(value = "has(self.configMapRef) != has(self.secretRef)",
            message = "caBundle takes exactly one of configMapRef and secretRef: keep the object that holds the PEM "
                    + "certificates and remove the other.")
    public record CaBundle(
            @JsonPropertyDescription("The ConfigMap that holds the certificates.")
            @Nullable ObjectRef configMapRef,
            @JsonPropertyDescription("The Secret that holds the certificates.")
            @Nullable ObjectRef secretRef,
            @Default("ca.crt") @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.KEY)
            @JsonPropertyDescription("Key of the certificates, in PEM form.")
            String key) {
        public static final String DEFAULT_KEY = "ca.crt";

        public CaBundle {
            key = requireNonNullElse(key, DEFAULT_KEY);
        }
    }
}
