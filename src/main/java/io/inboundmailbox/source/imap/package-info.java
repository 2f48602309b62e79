/// IMAP (RFC 3501, RFC 9051) through Angus Mail's protocol seam. The only package that knows jakarta.mail.
@NullMarked
package io.inboundmailbox.source.imap;

import org.jspecify.annotations.NullMarked;
