/// The resource `InboundMailbox` (`inboundmailbox.io/v1alpha1`): spec and status as records, from which the
/// CRD is generated. Imports nothing of ours.
@NullMarked
package io.inboundmailbox.api;

import org.jspecify.annotations.NullMarked;
