/// Tests of the pure functions from reports and spec to conditions and status.
@NullMarked
package io.inboundmailbox.status;

import org.jspecify.annotations.NullMarked;
