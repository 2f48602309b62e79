package io.inboundmailbox.telemetry;

/// The gauges that every resource has; all carry `namespace` and `name`.
enum ResourceMeter {
    INFO("inboundmailbox.resource.info", "What the resource is; always 1"),
    CONDITION("inboundmailbox.resource.condition", "Condition of the resource: 1 True, 0 False, -1 Unknown"),
    SUSPENDED("inboundmailbox.resource.suspended", "1 while the resource is suspended, otherwise 0"),
    INTERVAL("inboundmailbox.poll.interval.seconds",
            "Time between two polls that is really kept, the longest of the mailboxes"),
    MAILBOXES("inboundmailbox.mailboxes",
            "Mailboxes of the resource: all of them, and those that are read and delivered"),
    LAST_POLL("inboundmailbox.last.poll.timestamp.seconds",
            "When a poll last ended, well or not, in the mailbox where that is longest ago"),
    LAST_SUCCESS("inboundmailbox.last.success.timestamp.seconds",
            "When a poll last succeeded, in the mailbox where that is longest ago"),
    LAST_MESSAGE("inboundmailbox.last.message.timestamp.seconds",
            "When a message was last accepted by the sink, in the mailbox where that is longest ago"),
    TOKEN_EXPIRY("inboundmailbox.token.expiry.timestamp.seconds",
            "When the token in use ends; the first of them where there are several");

    private final String meter;
    private final String description;

    ResourceMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    String meter() {
        return meter;
    }

    String description() {
        return description;
    }
}
