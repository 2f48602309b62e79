/// The IMAP adapter against servers in the JVM and a real Dovecot.
@NullMarked
package io.inboundmailbox.source.imap;

import org.jspecify.annotations.NullMarked;
