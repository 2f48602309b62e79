/// Tests of plan values.
@NullMarked
package io.inboundmailbox.plan;

import org.jspecify.annotations.NullMarked;
