/// Pure functions from reports and spec to conditions and status. No clock, no client: values in, values out.
@NullMarked
package io.inboundmailbox.status;

import org.jspecify.annotations.NullMarked;
