package io.inboundmailbox.telemetry;

import java.util.Map;
import java.util.function.BooleanSupplier;

/// What is asked at `/livez`, `/readyz` and `/startupz`: checks by a name that may be shown. They are called on the
/// thread of the request and answer from memory. None of them may depend on a mail server, a sink or Entra ID: a
/// restart mends none of those.
///
/// @param live false only when a restart would help
/// @param ready false while this replica should not count as one
/// @param started false until everything is up for the first time
public record HealthChecks(Map<String, BooleanSupplier> live, Map<String, BooleanSupplier> ready,
        Map<String, BooleanSupplier> started) {
    public HealthChecks {
        live = Map.copyOf(live);
        ready = Map.copyOf(ready);
        started = Map.copyOf(started);
    }
}
