/// The loop of one mailbox: find, fetch, deliver, settle, commit; its schedule, its spool, and the ports it needs of
/// its surroundings.
@NullMarked
package io.inboundmailbox.worker;

import org.jspecify.annotations.NullMarked;
