package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.telemetry.ResourceSnapshot.ConditionState;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One resource with two mailboxes, and clocks that stand still until they are moved.
final class Fixture {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    static final Mailbox ONE = mailbox("one@contoso.example");
    static final Mailbox TWO = mailbox("two@contoso.example");

    private Fixture() {}

    static Meters meters() {
        return meters(new AtomicLong());
    }

    static Meters meters(AtomicLong nanoTime) {
        return new Meters(Clock.fixed(NOW, ZoneOffset.UTC), nanoTime::get, new BuildInfo("1.2.3", "abc", "25"));
    }

    static ResourceSnapshot snapshot(Map<String, ConditionState> conditions) {
        return snapshot(SUPPORT, Protocol.IMAP, conditions);
    }

    static ResourceSnapshot snapshot(ResourceKey resource, Protocol protocol, Map<String, ConditionState> conditions) {
        return new ResourceSnapshot(resource, protocol, "Global", SinkKind.WEBHOOK,
                ResourceSnapshot.Service.ExchangeOnline, conditions, false, Set.of(ONE, TWO));
    }

    /// A report of a mailbox that was polled, and delivered a message, at a time.
    static MailboxReport report(Mailbox mailbox, Instant at, Evidence fetching) {
        return new MailboxReport(mailbox, new Evidence.Good(at), fetching, Evidence.missing(),
                new TokenInfo(at, at.plus(Duration.ofHours(1)), null),
                new Progress(null, null, 1, 0, at.minusSeconds(1)), at, at,
                Duration.ofSeconds(mailbox.equals(ONE) ? 30 : 60), null);
    }

    static Problem problem(Reason reason) {
        return new Problem(reason, "It does not work.", RetryAdvice.BACK_OFF);
    }

    static MailMessage message(String reference, @Nullable Instant receivedAt) {
        return new MailMessage(new MessageRef(ONE, reference, receivedAt, 3), null, new Bytes());
    }

    private static Mailbox mailbox(String address) {
        return new Mailbox(SUPPORT, address, Protocol.IMAP, "imap.example.com:993", "Inbox");
    }

    private static final class Bytes implements Content {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[3]);
        }

        @Override
        public long size() {
            return 3;
        }

        @Override
        public Hash sha256() {
            return Hash.of("");
        }
    }
}
