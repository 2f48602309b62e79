package io.inboundmailbox.api;

/// The annotations of an [InboundMailbox] that ask for something.
public final class Annotations {
    /// Any new value fetches now, also out of a long wait; it is echoed in `status.lastHandledFetchAt`.
    public static final String FETCH_REQUESTED_AT = "inboundmailbox.io/fetch-requested-at";
    /// `all` or an event id: delivers again what is in quarantine.
    public static final String REPLAY = "inboundmailbox.io/replay";
    /// Any new value forgets the cursors; reading starts as `spec.start` says.
    public static final String START_OVER = "inboundmailbox.io/start-over";
    /// The value of `status.controller` of the installation that is to have the resource.
    public static final String TAKE_OVER = "inboundmailbox.io/take-over";

    private Annotations() {}
}
