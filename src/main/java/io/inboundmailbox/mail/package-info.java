/// The nouns of the domain: mailbox, message, cursor, report, failure. Values that every other package shares;
/// imports nothing of ours.
@NullMarked
package io.inboundmailbox.mail;

import org.jspecify.annotations.NullMarked;
