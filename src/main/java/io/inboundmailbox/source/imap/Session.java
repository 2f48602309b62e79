package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import org.jspecify.annotations.Nullable;

/// A connection that is logged in and has the folder open.
///
/// @param connection the connection
/// @param folders its folders
/// @param token what it was logged in with; null with a password
record Session(ImapConnection connection, Folders folders, @Nullable AccessToken token) {}
