/// Tests of the webhook.
@NullMarked
package io.inboundmailbox.sink.webhook;

import org.jspecify.annotations.NullMarked;
