/// Tests of the nouns.
@NullMarked
package io.inboundmailbox.mail;

import org.jspecify.annotations.NullMarked;
