/// The contract of mail sources, made executable.
@NullMarked
package io.inboundmailbox.source;

import org.jspecify.annotations.NullMarked;
