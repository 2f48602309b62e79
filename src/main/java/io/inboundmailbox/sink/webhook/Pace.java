package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.plan.ByteSize;
import java.time.Duration;

/// How long connecting and sending a body may take.
///
/// @param grace for any body, the connection included
/// @param perSecond the floor rate that a receiver must keep beyond that
record Pace(Duration grace, ByteSize perSecond) {
    /// 150 MB may take two and a half hours, a usual message half a minute.
    static final Pace USUAL = new Pace(Duration.ofSeconds(30), new ByteSize(16 << 10));

    Duration allowance(long size) {
        return grace.plusSeconds(size / perSecond.bytes());
    }
}
