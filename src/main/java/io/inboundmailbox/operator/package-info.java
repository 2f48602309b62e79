/// The Kubernetes edge: reconciler, Secrets, spec to plan, cursor buckets, membership, events.
@NullMarked
package io.inboundmailbox.operator;

import org.jspecify.annotations.NullMarked;
