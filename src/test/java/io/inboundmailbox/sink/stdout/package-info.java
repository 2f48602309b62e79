/// Tests of the sink that writes lines.
@NullMarked
package io.inboundmailbox.sink.stdout;

import org.jspecify.annotations.NullMarked;
