package io.inboundmailbox.source.imap;

import java.time.Duration;

/// How long silence is suffered.
///
/// @param connect until the TCP connection stands
/// @param greeting for the TLS handshake and the server's first line
/// @param read between two packets of an answer
record Timeouts(Duration connect, Duration greeting, Duration read) {
    static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(60));
}
