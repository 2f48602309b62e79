package io.inboundmailbox.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.telemetry.ResourceSnapshot.ConditionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    private final Meters meters = Fixture.meters();

    @BeforeEach
    void showEverything() {
        Stream.of(OperatorGauge.values()).forEach(gauge -> meters.watch(gauge, () -> 1));
        meters.resource(Fixture.snapshot(Map.of("Ready", ConditionState.True)));
        meters.report(Fixture.report(Fixture.ONE, Fixture.NOW, Evidence.missing()));
        meters.polled(Fixture.ONE, Outcome.SUCCESS, Duration.ZERO);
    }

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void theDocumentHoldsExactlyTheOperatorsMetrics() throws IOException {
        // Given
        var document = Files.readAllLines(Path.of("docs/metrics.md"));

        // When
        var rows = document.stream().filter(line -> line.startsWith("| `inboundmailbox_")).toList();

        // Then
        assertThat(rows).containsExactlyInAnyOrderElementsOf(own().map(MetricsDocumentTest::row).toList());
    }

    @Test
    void theOtherMetricsBeginAsTheDocumentSays() throws IOException {
        // Given
        var document = Files.readString(Path.of("docs/metrics.md"));

        // When
        var prefixes = Scraped.of(meters)
                .families()
                .stream()
                .map(Scraped.Family::name)
                .map(name -> name.substring(0, name.indexOf('_') + 1))
                .distinct()
                .toList();

        // Then
        assertThat(prefixes).contains("jvm_", "process_", "logback_")
                .allSatisfy(prefix -> assertThat(document).contains("`" + prefix));
    }

    @Test
    void theNamesAreThoseOfTheConventions() {
        assertThat(own().map(Scraped.Family::name)).containsAll(List.of("inboundmailbox_build_info",
                "inboundmailbox_resource_info", "inboundmailbox_resource_condition",
                "inboundmailbox_resource_suspended",
                "inboundmailbox_poll_interval_seconds", "inboundmailbox_mailboxes",
                "inboundmailbox_last_poll_timestamp_seconds", "inboundmailbox_last_success_timestamp_seconds",
                "inboundmailbox_last_message_timestamp_seconds", "inboundmailbox_polls_total",
                "inboundmailbox_poll_failures_total", "inboundmailbox_poll_duration_seconds",
                "inboundmailbox_messages_fetched_total", "inboundmailbox_messages_delivered_total",
                "inboundmailbox_messages_quarantined_total", "inboundmailbox_messages_repeated_total",
                "inboundmailbox_fetched_bytes_total", "inboundmailbox_delivery_attempts_total",
                "inboundmailbox_delivery_duration_seconds", "inboundmailbox_messages_in_flight",
                "inboundmailbox_end_to_end_latency_seconds", "inboundmailbox_token_requests_total",
                "inboundmailbox_token_request_duration_seconds", "inboundmailbox_token_expiry_timestamp_seconds",
                "inboundmailbox_throttled_total", "inboundmailbox_spool_bytes", "inboundmailbox_buckets",
                "inboundmailbox_owned_buckets", "inboundmailbox_owned_resources", "inboundmailbox_members",
                "inboundmailbox_lease_renewals_total", "inboundmailbox_cursor_writes_total",
                "inboundmailbox_cursor_write_lag_seconds", "inboundmailbox_status_writes_total",
                "inboundmailbox_status_writes_waiting", "inboundmailbox_reconciliations_total",
                "inboundmailbox_reconciliation_duration_seconds", "inboundmailbox_reconciliations_active"));
    }

    /// Without the highest values of late that Micrometer adds to every histogram.
    private Stream<Scraped.Family> own() {
        return Scraped.of(meters)
                .families()
                .stream()
                .filter(family -> family.name().startsWith("inboundmailbox_"))
                .filter(family -> !family.name().endsWith("_seconds_max"));
    }

    private static String row(Scraped.Family family) {
        var labels = family.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + family.name() + "` | " + family.type() + " | " + (labels.isEmpty() ? "none" : labels) + " | "
                + family.help() + " |";
    }
}
