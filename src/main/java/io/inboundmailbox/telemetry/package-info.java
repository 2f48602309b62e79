/// What is seen from outside: meters around the ports, and the HTTP endpoint for metrics and health.
@NullMarked
package io.inboundmailbox.telemetry;

import org.jspecify.annotations.NullMarked;
