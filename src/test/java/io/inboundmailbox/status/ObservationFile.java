package io.inboundmailbox.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.mail.TokenInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was observed, as the golden files write it down. What a file does not say is usual: one mailbox, references
/// resolved, generation 1.
///
/// ```yaml
/// now: 2026-06-01T00:00:00Z
/// generation: 1
/// references: Resolved              # or Pending, or a problem: {reason, sentence, advice}
/// mailboxes: 1                      # the number of reports otherwise
/// suspended: false
/// tokenKind: ClientSecret           # Password means none
/// sinkUri: https://tickets.example.com/mail
/// fetchRequest: "42"
/// reports:
/// - address: support@contoso.com
///   all: good                       # or each of authenticated, fetching, delivering: good, missing or a problem
///   since: 2026-06-01T00:00:00Z     # of evidence and last sign; `now` otherwise
///   delivered: 12
/// ```
record ObservationFile(JsonNode node) {
    static ObservationFile parse(String yaml) {
        return new ObservationFile(Serialization.unmarshal(yaml, JsonNode.class));
    }

    Observation after(@Nullable InboundMailboxStatus previous) {
        var reports = new ArrayList<MailboxReport>();
        node.path("reports").forEach(report -> reports.add(report(report)));
        var kind = node.path("tokenKind").asText("ClientSecret");
        return new Observation(node.path("generation").asLong(1), previous, references(node.path("references")),
                node.path("mailboxes").asInt(Math.max(1, reports.size())), List.copyOf(reports),
                node.path("suspended").asBoolean(), "mail-system/inbound-mailbox-operator",
                kind.equals("Password") ? null : kind, text(node, "sinkUri"), text(node, "fetchRequest"), now());
    }

    private Instant now() {
        return Instant.parse(node.path("now").asText());
    }

    private static References references(JsonNode references) {
        return switch (references.asText("")) {
            case "Pending" -> new References.Pending();
            case "", "Resolved" -> references.isObject()
                    ? new References.Unresolved(problem(references))
                    : new References.Resolved();
            default -> throw new IllegalArgumentException("references: " + references);
        };
    }

    private MailboxReport report(JsonNode report) {
        var since = instant(report, "since");
        var sign = since == null ? now() : since;
        var mailbox = new Mailbox(new ResourceKey("helpdesk", "support"), report.path("address").asText(),
                Protocol.IMAP, "outlook.office365.com:993", "Inbox");
        var progress = new Progress(null, null, report.path("delivered").asLong(), report.path("quarantined").asLong(),
                instant(report, "lastMessageAt"));
        return new MailboxReport(mailbox, evidence(report, "authenticated", sign), evidence(report, "fetching", sign),
                evidence(report, "delivering", sign), token(report.path("token")), progress, sign,
                instant(report, "lastPollAt"), Duration.parse(report.path("interval").asText("PT30S")),
                text(report, "handledFetch"));
    }

    private static Evidence evidence(JsonNode report, String aspect, Instant since) {
        var evidence = report.has(aspect) ? report.path(aspect) : report.path("all");
        return switch (evidence.asText("")) {
            case "good" -> new Evidence.Good(since);
            case "missing" -> Evidence.missing();
            default -> new Evidence.Failed(problem(evidence), since);
        };
    }

    private static @Nullable TokenInfo token(JsonNode token) {
        return token.isMissingNode()
                ? null
                : new TokenInfo(Instant.parse(token.path("acquiredAt").asText()),
                        Instant.parse(token.path("expiresAt").asText()), null);
    }

    private static Problem problem(JsonNode problem) {
        return new Problem(Reason.valueOf(problem.path("reason").asText()), problem.path("sentence").asText(),
                switch (problem.path("advice").asText()) {
                    case "Never" -> RetryAdvice.NEVER;
                    case "Slow" -> RetryAdvice.SLOW;
                    case "BackOff" -> RetryAdvice.BACK_OFF;
                    default -> throw new IllegalArgumentException("advice of " + problem);
                });
    }

    private static @Nullable Instant instant(JsonNode node, String field) {
        var text = text(node, field);
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asText() : null;
    }
}
