package io.inboundmailbox.source.imap;

/// The note in [io.inboundmailbox.source.Found]: everything up to this UID is either in the answer or need not come.
///
/// @param uidValidity the folder's numbering
/// @param uid the highest UID that was dealt with
record ImapEnd(long uidValidity, long uid) {}
