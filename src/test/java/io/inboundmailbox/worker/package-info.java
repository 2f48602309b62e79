/// Tests of the loop of one mailbox and its parts.
@NullMarked
package io.inboundmailbox.worker;

import org.jspecify.annotations.NullMarked;
