package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.Start;
import io.inboundmailbox.testing.FakeMailSink;
import io.inboundmailbox.testing.FakeMailSource;
import io.inboundmailbox.testing.TestMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// Everything around a worker, in memory. What a test wants otherwise it changes in the parts.
final class World {
    static final Mailbox MAILBOX = TestMessages.MAILBOX;
    static final Rules RULES = new Rules(new Start.Now(), Duration.ofMillis(20), new ByteSize(1000),
            Settlement.NOTHING, 3, Settlement.NOTHING);

    final FakeMailSource source = new FakeMailSource();
    final FakeMailSink sink = new FakeMailSink();
    final FakeCursorStore cursors = new FakeCursorStore();
    final FakeQuarantine quarantine = new FakeQuarantine();
    final ManualClock clock = new ManualClock();
    final Gate gate = new Gate();
    final List<MailboxReport> reports = new CopyOnWriteArrayList<>();
    final Spool spool;
    volatile boolean allowed = true;

    World(Path directory) {
        try {
            spool = new Spool(directory, new ByteSize(16));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One source and one sink, whoever asks.
    Surroundings surroundings() {
        return new Surroundings((_, _) -> source, _ -> sink, cursors, _ -> allowed, quarantine, reports::add, spool,
                clock, new Random(1));
    }

    Logbook logbook() {
        return new Logbook(MAILBOX, RULES.interval(), cursors.progress.getOrDefault(MAILBOX, Progress.NONE), clock,
                reports::add);
    }

    /// A pass as a worker makes it when it begins.
    Pass pass(Rules rules) {
        return new Pass(job(rules), surroundings(), source, sink, logbook(), gate);
    }

    Pass pass() {
        return pass(RULES);
    }

    static MailboxJob job(Rules rules) {
        return new MailboxJob(MAILBOX, settings("secret"), new SinkSettings.Stdout(), rules);
    }

    static SourceSettings settings(String password) {
        return new SourceSettings(Protocol.IMAP, "outlook.office365.com", 993, SourceSettings.Tls.Implicit, null,
                new Credentials.Password("support", Secret.of(password), "mail"));
    }

    static Rules rules(Settlement afterDelivery, Settlement afterRejection) {
        return new Rules(RULES.start(), RULES.interval(), RULES.maxMessageSize(), afterDelivery, RULES.attempts(),
                afterRejection);
    }

    MailboxReport report() {
        return reports.getLast();
    }

    Progress progress() {
        return cursors.progress.getOrDefault(MAILBOX, Progress.NONE);
    }
}
