/// Contracts of sinks, run by every adapter.
@NullMarked
package io.inboundmailbox.sink;

import org.jspecify.annotations.NullMarked;
