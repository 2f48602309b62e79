package io.inboundmailbox.mail;

/// The keys of structured log lines. Values are never addresses, subjects, headers, tokens or URLs with a query.
public final class LogKeys {
    public static final String NAMESPACE = "namespace";
    public static final String NAME = "name";
    /// [Mailbox#logId()].
    public static final String MAILBOX = "mailbox";
    public static final String REASON = "reason";
    public static final String EVENT_ID = "eventId";
    /// The class of an exception; its message may hold what another system wrote.
    public static final String FAILURE = "failure";
    public static final String BUCKET = "bucket";
    public static final String MEMBER = "member";
    public static final String EPOCH = "epoch";
    public static final String CONDITION = "condition";
    public static final String DELAY = "delay";
    public static final String COUNT = "count";
    public static final String PROTOCOL = "protocol";
    public static final String CORRELATION = "correlationId";
    public static final String PORT = "port";
    /// The name of a health check.
    public static final String CHECK = "check";
    /// The class of an exception whose message must not be shown.
    public static final String ERROR_TYPE = "errorType";
    public static final String TENANT = "tenant";
    public static final String APPLICATION = "application";
    /// The HTTP status with which the API server answered; 0 or less when it did not.
    public static final String CODE = "code";

    private LogKeys() {}
}
