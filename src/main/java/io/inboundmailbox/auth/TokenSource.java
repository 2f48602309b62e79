package io.inboundmailbox.auth;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.plan.Credentials;

/// Tokens, shared by everybody who presents the same credential. Thread-safe.
public interface TokenSource {
    /// A token that is valid now. Blocks while one is being fetched; many callers share one request.
    ///
    /// @param credentials what the token is asked for with; equal credentials share a token
    /// @param scope one resource, `https://<host>/.default`
    /// @throws MailFailure always [MailFailure.Authenticating]: the token endpoint refused or could not be asked. A
    ///     refusal is remembered for as long as its advice says, and answered without another request
    /// @throws InterruptedException when the caller is interrupted; the request it shared goes on
    AccessToken token(Credentials.ClientSecret credentials, String scope) throws MailFailure, InterruptedException;

    /// The server refused this token although it is not expired: the next call fetches a new one (at most every few
    /// minutes). A permission that was just granted shows up in a new token only.
    void refused(Credentials.ClientSecret credentials, String scope, AccessToken token);

    /// Somebody asked to try again now: forget a remembered refusal, so that the next call asks the token endpoint.
    void retry(Credentials.ClientSecret credentials, String scope);
}
