/// The composition root: configuration to objects, start and stop order. The only package that may import every other.
@NullMarked
package io.inboundmailbox.app;

import org.jspecify.annotations.NullMarked;
