/// The walls of the house, as tests.
@NullMarked
package io.inboundmailbox.arch;

import org.jspecify.annotations.NullMarked;
