/// Delivery to the operator's own standard output, for a first try. Besides `Main`, the only place that writes there.
@NullMarked
package io.inboundmailbox.sink.stdout;

import org.jspecify.annotations.NullMarked;
