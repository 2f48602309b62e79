/// Values that say what should run: what a resource and its Secrets amount to once they are resolved. Knows `mail`
/// only.
@NullMarked
package io.inboundmailbox.plan;

import org.jspecify.annotations.NullMarked;
