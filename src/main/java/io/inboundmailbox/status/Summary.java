package io.inboundmailbox.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The conditions that sum up the others: `Ready`, and kstatus' `Reconciling` and `Stalled`, which are there only while
/// they are true. Pure.
final class Summary {
    private Summary() {}

    /// The summary and its parts, in the order in which the resource shows them.
    static List<Finding> of(Observation seen, List<Finding> parts) {
        // What has failed says more than what was not tried because of it.
        var firstNotTrue = parts.stream().filter(part -> part.truth() == Truth.False).findFirst()
                .or(() -> parts.stream().filter(part -> !part.isTrue()).findFirst());
        var findings = new ArrayList<Finding>();
        findings.add(ready(seen, parts, firstNotTrue));
        findings.addAll(parts);
        if (!seen.suspended()) {
            firstNotTrue.filter(part -> !part.needsPerson()).ifPresent(part -> findings.add(new Finding(
                    Checks.RECONCILING, Truth.True, part.reason(), "Work is under way: " + part.message(), null,
                    seen.generation())));
        }
        firstNotTrue.filter(Finding::needsPerson).ifPresent(part -> findings.add(new Finding(Checks.STALLED, Truth.True,
                part.reason(), "A person must act: " + part.message(), null, seen.generation())));
        return List.copyOf(findings);
    }

    private static Finding ready(Observation seen, List<Finding> parts, Optional<Finding> firstNotTrue) {
        var generation = parts.stream().mapToLong(Finding::generation).min().orElse(seen.generation());
        var prefix = seen.suspended() ? "Suspended by spec.suspend: nothing is fetched. " : "";
        return firstNotTrue
                .map(part -> new Finding(Checks.READY, part.truth(), part.reason(), prefix + part.message(), null,
                        generation))
                .orElseGet(() -> new Finding(Checks.READY, Truth.True, seen.suspended() ? Checks.SUSPENDED : "Ready",
                        prefix + (seen.mailboxes() == 1
                                ? "The mailbox is read and its mail is accepted."
                                : "All " + seen.mailboxes() + " mailboxes are read and their mail is accepted."),
                        null, generation));
    }
}
