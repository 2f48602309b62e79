/// The CRD: written from the records, and held to be complete.
@NullMarked
package io.inboundmailbox.api;

import org.jspecify.annotations.NullMarked;
