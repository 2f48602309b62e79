/// Tests of the Kubernetes edge: pure, on the mock server, and on a real API server.
@NullMarked
package io.inboundmailbox.operator;

import org.jspecify.annotations.NullMarked;
