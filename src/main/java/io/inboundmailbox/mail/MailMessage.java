package io.inboundmailbox.mail;

import org.jspecify.annotations.Nullable;

/// A message with its bytes.
///
/// @param ref what it is
/// @param messageId the Message-ID field with its angle brackets (RFC 5322, section 3.6.4), or null when the message
///     has none that can be read
/// @param content its bytes
public record MailMessage(MessageRef ref, @Nullable String messageId, Content content) {

    /// What is remembered of a delivered message, so that a reset of the server's numbering repeats nothing that is
    /// known: Message-ID and time of arrival, or the reference where there is no Message-ID.
    public long fingerprint() {
        return fingerprint(ref, messageId);
    }

    /// The same before the bytes were read, where the protocol tells the Message-ID on its own.
    public static long fingerprint(MessageRef ref, @Nullable String messageId) {
        var identity = messageId == null ? ref.reference() : messageId + "|" + ref.receivedAt();
        return Hash.of(identity).prefix();
    }
}
