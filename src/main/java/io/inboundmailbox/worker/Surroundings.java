package io.inboundmailbox.worker;

import io.inboundmailbox.sink.MailSinks;
import io.inboundmailbox.source.MailSources;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Everything a worker needs of the world; made once by the composition root. All parts are thread-safe.
public record Surroundings(MailSources sources, MailSinks sinks, CursorStore cursors, Guard guard,
        Quarantine quarantine, Reports reports, Spool spool, Clock clock, RandomGenerator random) {}
