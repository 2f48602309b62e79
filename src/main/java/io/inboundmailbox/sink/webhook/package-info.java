/// Delivery by HTTP POST: CloudEvents 1.0 with a Standard Webhooks signature.
@NullMarked
package io.inboundmailbox.sink.webhook;

import org.jspecify.annotations.NullMarked;
