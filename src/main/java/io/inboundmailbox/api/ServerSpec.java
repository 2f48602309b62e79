package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.inboundmailbox.api.References.CaBundle;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// Where an Exchange Server or another IMAP server is; Exchange Online follows from protocol and cloud.
///
/// @param port null means the protocol's own; see [#imapPort()]
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerSpec(
        @Required @Size(min = 1, max = Names.NAME_LENGTH)
        @ValidationRule(value = "self.matches('^[0-9A-Za-z]([0-9A-Za-z._-]*[0-9A-Za-z])?[.]?$') || "
                        + "self.matches('^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$')",
                message = "spec.server.host must be a host name or an IP address, such as imap.example.com: leave out "
                        + "the scheme and the path, and write the port into spec.server.port.")
        @JsonPropertyDescription("Host name or IP address of the server.")
        String host,
        @Min(1) @Max(65535)
        @JsonPropertyDescription("Port; by default 993 for IMAP with tls: Implicit, 143 for IMAP otherwise, 443 for "
                + "EWS.")
        @Nullable Integer port,
        @Default("Implicit")
        @JsonPropertyDescription("How the connection is protected: Implicit (TLS from the first byte), StartTLS (plain "
                + "first, TLS before the log-in, never without), None (not at all: only for a server in the same pod "
                + "or mesh).")
        Tls tls,
        @JsonPropertyDescription("Certificates that are trusted instead of the public ones.")
        @Nullable CaBundle caBundle) {
    /// How the connection is protected.
    public enum Tls {
        Implicit,
        StartTLS,
        None
    }

    public ServerSpec {
        tls = requireNonNullElse(tls, Tls.Implicit);
    }

    /// The port for IMAP: the one that is named, else 993 with implicit TLS and 143 otherwise (RFC 8314, section 3.2).
    public int imapPort() {
        return requireNonNullElse(port, tls == Tls.Implicit ? 993 : 143);
    }
}
