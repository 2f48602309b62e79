/// The port through which messages are handed over, and the CloudEvents mapping that HTTP-like
/// sinks share. Adapters live in packages below.
@NullMarked
package io.inboundmailbox.sink;

import org.jspecify.annotations.NullMarked;
