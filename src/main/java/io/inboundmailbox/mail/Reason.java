package io.inboundmailbox.mail;

/// Why something is not as it should be: the `reason` of conditions, Events and metrics. Public API, documented in
/// `docs/conditions.md` (a test holds the two together).
public enum Reason {
    // ResolvedRefs
    /// A Secret that the spec names does not exist in the resource's namespace.
    SecretNotFound,
    /// A Secret lacks a key, or the key is empty.
    SecretKeyMissing,
    /// A Secret holds a value that cannot be right, such as a tenant `common`.
    SecretKeyInvalid,
    /// The operator may not read the Secret or ConfigMap.
    ReferenceForbidden,
    /// A ConfigMap or Secret with CA certificates does not exist or lacks the key.
    CaBundleNotFound,
    /// A CA bundle holds no readable PEM certificate.
    CaBundleInvalid,
    /// The sink's URL is none that can be used.
    SinkUrlInvalid,
    /// A field of the spec has a value that cannot be used; the API server refuses most of these itself.
    SpecInvalid,
    /// The spec asks for something that this version does not do yet.
    NotSupportedYet,
    /// `cloud: Custom` without the installer's hosts, or a server of another cloud.
    CloudNotConfigured,

    // Authenticated
    /// Client id, secret, user name or password are not accepted.
    CredentialsRejected,
    /// The client secret has expired.
    SecretExpired,
    /// An administrator must grant consent.
    ConsentMissing,
    /// The tenant does not exist or its id is malformed.
    TenantNotFound,
    /// The tenant lives in another Microsoft cloud.
    WrongCloud,
    /// The application does not exist in the tenant.
    AppNotFound,
    /// The application is disabled in the tenant.
    AppDisabled,
    /// The token request itself is not acceptable.
    TokenRequestInvalid,
    /// The tenant has no Exchange Online or Microsoft Graph.
    ResourceNotInTenant,
    /// A policy or proxy blocks the sign-in.
    AccessPolicyBlocked,
    /// Entra ID does not answer, or not properly.
    TokenEndpointUnavailable,

    // Fetching
    /// The token is good, but not for this mailbox.
    MailboxNotAuthorized,
    /// The mailbox does not exist, or not there.
    MailboxNotFound,
    /// The folder does not exist in the mailbox.
    FolderNotFound,
    /// The server asks for patience.
    Throttled,
    /// No connection, or it broke.
    Unreachable,
    /// The certificate of the server or sink is not trusted.
    CertificateRejected,
    /// The port answers, but not with the protocol that is expected there.
    ProtocolMismatch,
    /// The server announced mail that it does not show.
    MailNotShown,
    /// No poll has succeeded for three effective intervals.
    PollOverdue,
    /// The stored cursor cannot be read by this version.
    CursorUnreadable,
    /// The stored cursor is gone although mail was delivered.
    CursorLost,
    /// The host is refused by the installer's egress policy.
    EgressRefused,

    // Delivering
    /// The sink does not answer, or asks to wait.
    SinkUnavailable,
    /// The sink answers 401 or 403.
    SinkUnauthorized,
    /// The sink answers 404 or 410.
    SinkNotFound,
    /// The sink answers with a redirect.
    SinkRedirects,
    /// Twenty messages in a row were refused.
    SinkRejectsAll,
    /// The quarantine holds as many references as it may.
    QuarantineFull,
    /// The sink refused one message for good.
    MessageRefused,
    /// One message is larger than `spec.maxMessageSize`.
    MessageTooLarge,

    // Anywhere
    /// An error of the operator itself; the log has the details.
    InternalError
}
