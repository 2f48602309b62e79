/// What tests and the demo share: certificates, servers, fixtures.
@NullMarked
package io.inboundmailbox.testing;

import org.jspecify.annotations.NullMarked;
