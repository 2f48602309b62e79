package io.inboundmailbox.operator;

import java.time.Clock;
import java.util.function.LongSupplier;

/// The two clocks of ownership.
///
/// @param wall for what people read and for retention; never decides who owns a bucket
/// @param nanoTime monotonic nanoseconds with an arbitrary origin, as [System#nanoTime()]; decides about Leases
public record Clocks(Clock wall, LongSupplier nanoTime) {}
