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
        var firstNotTrue = firstNotTrue(seen, parts);
        var findings = new ArrayList<Finding>();
        findings.add(ready(seen, parts, firstNotTrue));
        findings.addAll(parts);
        progress(seen, parts, firstNotTrue).ifPresent(findings::add);
        return List.copyOf(findings);
    }

    /// What fails now says most; what failed before the last change of the spec, and stands because nothing was tried
    /// since, says more than what was not tried at all.
    private static Optional<Finding> firstNotTrue(Observation seen, List<Finding> parts) {
        return parts.stream()
                .filter(part -> failsNow(seen, part))
                .findFirst()
                .or(() -> parts.stream().filter(part -> part.truth() == Truth.False).findFirst())
                .or(() -> parts.stream().filter(part -> !part.isTrue()).findFirst());
    }

    private static boolean failsNow(Observation seen, Finding part) {
        return part.truth() == Truth.False && part.generation() == seen.generation();
    }

    private static boolean isUntried(Observation seen, List<Finding> parts) {
        return parts.stream().noneMatch(part -> failsNow(seen, part))
                && parts.stream().anyMatch(part -> part.generation() < seen.generation());
    }

    private static Optional<Finding> progress(Observation seen, List<Finding> parts, Optional<Finding> firstNotTrue) {
        if (isUntried(seen, parts) && !seen.suspended()) {
            return Optional.of(new Finding(Checks.RECONCILING, Truth.True, Checks.PENDING,
                    "Work is under way: the latest change of the spec was not tried yet.", null, seen.generation()));
        }
        return firstNotTrue.filter(part -> part.needsPerson() || !seen.suspended())
                .map(part -> part.needsPerson()
                        ? new Finding(Checks.STALLED, Truth.True, part.reason(), "A person must act: " + part.message(),
                                null,
                                seen.generation())
                        : new Finding(Checks.RECONCILING, Truth.True, part.reason(),
                                "Work is under way: " + part.message(),
                                null, seen.generation()));
    }

    private static Finding ready(Observation seen, List<Finding> parts, Optional<Finding> firstNotTrue) {
        // That nothing is fetched is true of this generation, whatever was found out about earlier ones.
        var generation = isUntried(seen, parts) && !seen.suspended()
                ? parts.stream().mapToLong(Finding::generation).min().orElse(seen.generation())
                : seen.generation();
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
