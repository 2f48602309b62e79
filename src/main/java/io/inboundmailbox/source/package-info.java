/// The port through which mail is found, fetched and settled, whatever the protocol. Adapters live in packages below
/// and never meet.
@NullMarked
package io.inboundmailbox.source;

import org.jspecify.annotations.NullMarked;
