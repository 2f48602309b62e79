package io.inboundmailbox.mail;

/// How a mailbox is read. The names are those of `spec.protocol` and of the `protocol` label of metrics.
public enum Protocol {
    Graph,
    IMAP,
    EWS
}
