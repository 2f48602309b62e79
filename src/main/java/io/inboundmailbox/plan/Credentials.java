package io.inboundmailbox.plan;

/// What a mailbox is opened with, resolved and trimmed.
public sealed interface Credentials {
    /// The name of the Secret it came from, for sentences.
    String secretName();

    /// An application's client secret, worth a token of Entra ID (client credentials grant).
    ///
    /// @param cloud whose authority is asked
    /// @param tenantId a GUID or a verified domain
    /// @param clientId the application (client) id
    /// @param clientSecret the secret's Value, never its Secret ID
    /// @param secretName the Secret it came from, for sentences
    record ClientSecret(Cloud cloud, String tenantId, String clientId, Secret clientSecret,
            String secretName) implements Credentials {}

    /// A user name and a password, for servers that take them.
    record Password(String username, Secret password, String secretName) implements Credentials {}
}
