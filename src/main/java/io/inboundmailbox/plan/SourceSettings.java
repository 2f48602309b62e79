package io.inboundmailbox.plan;

import io.inboundmailbox.mail.Protocol;
import org.jspecify.annotations.Nullable;

/// How a mailbox is reached.
///
/// @param protocol the protocol
/// @param host the server's name
/// @param port its port
/// @param tls how the connection is protected
/// @param trust private certificates; null means those of the platform
/// @param credentials what it is opened with
public record SourceSettings(Protocol protocol, String host, int port, Tls tls, @Nullable CaBundle trust,
        Credentials credentials) {
    /// How a connection is protected.
    public enum Tls {
        /// TLS from the first byte.
        Implicit,
        /// Plain first, TLS before the log-in, never without.
        StartTLS,
        /// None: only for servers on the same machine or mesh.
        None
    }

    /// `host:port`, as [io.inboundmailbox.mail.Mailbox] names a server.
    public String server() {
        return host + ":" + port;
    }
}
