package io.inboundmailbox.telemetry;

import org.jspecify.annotations.Nullable;

/// The answer to a scrape.
///
/// @param contentType the format that was chosen
/// @param text all the series
public record Exposition(String contentType, String text) {
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// OpenMetrics for those who accept it, the classic text for everybody else. Weights are not looked at: who names
    /// OpenMetrics at all prefers it, as every Prometheus does.
    static String contentType(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    }
}
