package io.inboundmailbox.source.imap;

/// How far a session had come: the same words of a server mean different things at different times.
enum Stage {
    /// Up to the log-in: name, connection, TLS, greeting, capabilities.
    CONNECTING,
    /// Between the presentation of a token or password and the answer to it.
    LOGGING_IN,
    /// After the accepted log-in and before the first folder was opened: Exchange says only now whether there is
    /// access.
    LOGGED_IN,
    /// While a folder is opened.
    OPENING,
    /// While reading.
    READING,
    /// While a message is marked, moved or deleted.
    SETTLING
}
