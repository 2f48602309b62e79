/// The whole operator as a process of its own, between real parts.
@NullMarked
package io.inboundmailbox.e2e;

import org.jspecify.annotations.NullMarked;
