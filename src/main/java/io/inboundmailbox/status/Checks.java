package io.inboundmailbox.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One check per condition: from what was observed to what is found. Pure.
final class Checks {
    static final String READY = "Ready";
    static final String RESOLVED_REFS = "ResolvedRefs";
    static final String AUTHENTICATED = "Authenticated";
    static final String FETCHING = "Fetching";
    static final String DELIVERING = "Delivering";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    /// Reasons of what is not known yet; reasons of failures are [Reason].
    static final String PENDING = "Pending";
    static final String SUSPENDED = "Suspended";
    static final String WAITING = "WaitingForReferences";

    private final Observation seen;

    Checks(Observation seen) {
        this.seen = seen;
    }

    /// All findings, in the order in which the resource shows them.
    List<Finding> all() {
        var references = references();
        var authenticated = aspect(AUTHENTICATED, MailboxReport::authenticated, "Accepted",
                "The last token request or log-in was accepted.");
        var fetching = aspect(FETCHING, report -> Overdue.fetching(report, seen.now()), "Polling",
                "The last poll of every mailbox succeeded.");
        var delivering = aspect(DELIVERING, MailboxReport::delivering, "Accepting", "The sink accepts.");
        var parts = List.of(references, authenticated, fetching, delivering);
        return Summary.of(seen, parts);
    }

    private Finding references() {
        return switch (seen.references()) {
            case References.Resolved _ -> new Finding(RESOLVED_REFS, Truth.True, "Resolved",
                    "Everything that the spec names exists.", null, seen.generation());
            case References.Pending _ -> earlier(RESOLVED_REFS).orElseGet(() -> unknown(RESOLVED_REFS, PENDING,
                    "The Secrets that the spec names are being read."));
            case References.Unresolved(var problem) -> Finding.of(RESOLVED_REFS, problem, seen.generation());
        };
    }

    private Finding aspect(String type, Function<MailboxReport, Evidence> evidence, String reason, String message) {
        if (seen.references() instanceof References.Unresolved) {
            return unknown(type, WAITING, "Nothing runs until ResolvedRefs is True.");
        }
        if (seen.suspended()) {
            return earlier(type).orElseGet(() -> unknown(type, SUSPENDED, "It was not tried: spec.suspend is true."));
        }
        var failures = failures(evidence);
        if (!failures.isEmpty()) {
            return failed(type, failures);
        }
        var proven = seen.reports().size() == seen.mailboxes()
                && seen.reports().stream().map(evidence).allMatch(Evidence.Good.class::isInstance);
        return proven
                ? new Finding(type, Truth.True, reason, message, null, seen.generation())
                : earlier(type).orElseGet(() -> unknown(type, PENDING, "It was not tried yet."));
    }

    /// By reason: first those that a person must mend, otherwise in the order of the spec.
    private Map<Reason, List<Problem>> failures(Function<MailboxReport, Evidence> evidence) {
        return seen.reports()
                .stream()
                .map(evidence)
                .filter(Evidence.Failed.class::isInstance)
                .map(failed -> ((Evidence.Failed) failed).problem())
                .sorted(Comparator.comparing(problem -> !Finding.needsPerson(problem.advice())))
                .collect(Collectors.groupingBy(Problem::reason, LinkedHashMap::new, Collectors.toList()));
    }

    /// The whole sentence once per reason; which mailbox has which reason is told by `status.users`.
    private Finding failed(String type, Map<Reason, List<Problem>> failures) {
        var first = failures.values().iterator().next().getFirst();
        var message = new StringBuilder();
        failures.forEach((reason, problems) -> {
            message.append(message.isEmpty() ? "" : " ");
            if (seen.mailboxes() > 1) {
                message.append(problems.size())
                        .append(" of ")
                        .append(seen.mailboxes())
                        .append(" mailboxes (")
                        .append(reason)
                        .append("): ");
            }
            message.append(problems.getFirst().sentence());
        });
        return new Finding(type, Truth.False, first.reason().name(), message.toString(), first.advice(),
                seen.generation());
    }

    /// What stands in the resource stands until there is evidence, if it says anything; while it is not even known
    /// what should run, all of it stands.
    private Optional<Finding> earlier(String type) {
        return condition(seen.previous(), type)
                .filter(condition -> seen.references() instanceof References.Pending
                        || !condition.getStatus().equals(Truth.Unknown.name()))
                .map(condition -> new Finding(type, Truth.valueOf(condition.getStatus()), condition.getReason(),
                        condition.getMessage(), adviceThen(condition.getReason()),
                        Objects.requireNonNullElse(condition.getObservedGeneration(), seen.generation())));
    }

    /// What is left of an advice once it is written down is whether a person must act.
    private @Nullable RetryAdvice adviceThen(String reason) {
        return condition(seen.previous(), STALLED).filter(stalled -> stalled.getReason().equals(reason)).isPresent()
                ? RetryAdvice.NEVER
                : null;
    }

    private Finding unknown(String type, String reason, String message) {
        return new Finding(type, Truth.Unknown, reason, message, null, seen.generation());
    }

    static Optional<Condition> condition(@Nullable InboundMailboxStatus status, String type) {
        return status == null
                ? Optional.empty()
                : status.conditions().stream().filter(condition -> condition.getType().equals(type)).findFirst();
    }
}
