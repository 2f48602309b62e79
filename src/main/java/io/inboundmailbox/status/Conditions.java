package io.inboundmailbox.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merges findings with the conditions that stand. Pure.
final class Conditions {
    /// The Kubernetes API takes messages of at most 32768 characters; a status of five of them must stay small.
    private static final int MESSAGE = 3000;

    private Conditions() {}

    static List<Condition> merge(@Nullable InboundMailboxStatus previous, List<Finding> findings, Instant now) {
        return findings.stream().map(finding -> merge(previous, finding, now)).toList();
    }

    private static Condition merge(@Nullable InboundMailboxStatus previous, Finding finding, Instant now) {
        var message = finding.message().length() <= MESSAGE
                ? finding.message()
                : finding.message().substring(0, MESSAGE - 1) + "…";
        // The transition is that of the status; a change of reason or message is none.
        var before = Checks.condition(previous, finding.type())
                .filter(condition -> condition.getStatus().equals(finding.truth().name()));
        return new ConditionBuilder()
                .withType(finding.type())
                .withStatus(finding.truth().name())
                .withReason(finding.reason())
                // The first correlation id stands while nothing else changes: it is the one that was looked for.
                .withMessage(before.map(Condition::getMessage)
                        .filter(earlier -> Problem.sameSentence(earlier, message))
                        .orElse(message))
                .withObservedGeneration(finding.generation())
                .withLastTransitionTime(before.map(Condition::getLastTransitionTime)
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()))
                .build();
    }
}
