/// The command line of the operator. Knows `app` only.
@NullMarked
package io.inboundmailbox;

import org.jspecify.annotations.NullMarked;
