package io.inboundmailbox.telemetry;

import static io.inboundmailbox.telemetry.Fixture.NOW;
import static io.inboundmailbox.telemetry.Fixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = Fixture.meters();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void theBuildIsNamed() {
        assertThat(value("build_info{java=\"25\",revision=\"abc\",version=\"1.2.3\"}")).isEqualTo(1);
    }

    @Test
    void writesAndRenewalsAreCountedByOutcome() {
        // When
        meters.leaseRenewal(Outcome.SUCCESS);
        meters.cursorWrite(Outcome.CONFLICT);
        meters.statusWrite(Outcome.FAILURE);

        // Then
        assertThat(value("lease_renewals_total{outcome=\"success\"}")).isEqualTo(1);
        assertThat(value("lease_renewals_total{outcome=\"failure\"}")).isEqualTo(0);
        assertThat(value("cursor_writes_total{outcome=\"conflict\"}")).isEqualTo(1);
        assertThat(value("status_writes_total{outcome=\"failure\"}")).isEqualTo(1);
    }

    @Test
    void tokenRequestsAreCountedByReason() {
        // When
        meters.tokenAcquired(Duration.ofMillis(300));
        meters.tokenRefused(Reason.SecretExpired, Duration.ofMillis(200));

        // Then
        assertThat(value("token_requests_total{outcome=\"success\",reason=\"None\"}")).isEqualTo(1);
        assertThat(value("token_requests_total{outcome=\"failure\",reason=\"SecretExpired\"}")).isEqualTo(1);
        assertThat(value("token_requests_total{outcome=\"failure\",reason=\"WrongCloud\"}")).isEqualTo(0);
        assertThat(value("token_request_duration_seconds_sum")).isEqualTo(0.5);
    }

    @Test
    void reconciliationsAreCountedAndTimed() {
        // When
        meters.reconciliation(Outcome.SUCCESS, Duration.ofMillis(20));

        // Then
        assertThat(value("reconciliations_total{outcome=\"success\"}")).isEqualTo(1);
        assertThat(value("reconciliation_duration_seconds_bucket{le=\"0.025\"}")).isEqualTo(1);
    }

    @Test
    void aMessageCountsAsQuarantinedOnceItIsKept() throws InterruptedException {
        // Given
        var message = Fixture.message("1/1", NOW).ref();
        var full = new MeteredQuarantine((_, _) -> false, meters);
        var open = new MeteredQuarantine((_, _) -> true, meters);

        // When
        var keptByFull = full.keep(message, problem(Reason.MessageRefused));
        var keptByOpen = open.keep(message, problem(Reason.MessageTooLarge));

        // Then
        assertThat(keptByFull).isFalse();
        assertThat(keptByOpen).isTrue();
        assertThat(value("messages_quarantined_total{reason=\"MessageRefused\"}")).isEqualTo(0);
        assertThat(value("messages_quarantined_total{reason=\"MessageTooLarge\"}")).isEqualTo(1);
    }

    @Test
    void aGaugeIsAskedAtEachScrapeAndCanBeReplaced() {
        // Given
        meters.watch(OperatorGauge.MEMBERS, () -> 1);

        // When
        meters.watch(OperatorGauge.MEMBERS, () -> 2);

        // Then
        assertThat(value("members")).isEqualTo(2);
    }

    private @Nullable Double value(String series) {
        return Scraped.of(meters).value("inboundmailbox_" + series);
    }
}
