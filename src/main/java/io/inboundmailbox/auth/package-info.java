/// Tokens from Microsoft Entra ID: one shared token per credential, and what its refusals mean. The only
/// package that knows msal4j.
@NullMarked
package io.inboundmailbox.auth;

import org.jspecify.annotations.NullMarked;
