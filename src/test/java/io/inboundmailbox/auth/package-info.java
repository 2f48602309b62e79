/// Tests of the token source: against a token endpoint of our own and one of somebody else.
@NullMarked
package io.inboundmailbox.auth;

import org.jspecify.annotations.NullMarked;
