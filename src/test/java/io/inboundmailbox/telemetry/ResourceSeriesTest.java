package io.inboundmailbox.telemetry;

import static io.inboundmailbox.telemetry.Fixture.NOW;
import static io.inboundmailbox.telemetry.Fixture.ONE;
import static io.inboundmailbox.telemetry.Fixture.SUPPORT;
import static io.inboundmailbox.telemetry.Fixture.TWO;
import static io.inboundmailbox.telemetry.Fixture.report;
import static io.inboundmailbox.telemetry.Fixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.telemetry.ResourceSnapshot.ConditionState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceSeriesTest {
    private static final String LABELS = "{name=\"support\",namespace=\"helpdesk\"}";

    private final Meters meters = Fixture.meters();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void conditionsAreNumbers() {
        // When
        meters.resource(snapshot(Map.of("Ready", ConditionState.False, "Authenticated", ConditionState.True, "Fetching",
                ConditionState.Unknown)));

        // Then
        assertThat(condition("Ready")).isEqualTo(0);
        assertThat(condition("Authenticated")).isEqualTo(1);
        assertThat(condition("Fetching")).isEqualTo(-1);
    }

    @Test
    void aConditionThatIsGoneEndsItsSeries() {
        // Given
        meters.resource(snapshot(Map.of("Ready", ConditionState.False, "Stalled", ConditionState.True)));

        // When
        meters.resource(snapshot(Map.of("Ready", ConditionState.True)));

        // Then
        assertThat(condition("Stalled")).isNull();
        assertThat(condition("Ready")).isEqualTo(1);
    }

    @Test
    void aChangedLabelLeavesNoSecondSeries() {
        // Given
        meters.resource(snapshot(SUPPORT, Protocol.IMAP, Map.of()));

        // When
        meters.resource(snapshot(SUPPORT, Protocol.Graph, Map.of()));

        // Then
        assertThat(Scraped.of(meters).mentioning("inboundmailbox_resource_info")).singleElement()
                .asString()
                .contains("protocol=\"Graph\"")
                .contains("cloud=\"Global\"")
                .contains("sink=\"webhook\"")
                .contains("service=\"ExchangeOnline\"");
    }

    @Test
    void theOldestMailboxCounts() {
        // Given
        meters.resource(snapshot(Map.of()));

        // When
        meters.report(report(ONE, NOW.minusSeconds(100), new Evidence.Good(NOW)));
        meters.report(report(TWO, NOW.minusSeconds(50), new Evidence.Good(NOW)));

        // Then
        assertThat(value("inboundmailbox_last_success_timestamp_seconds" + LABELS))
                .isEqualTo(NOW.getEpochSecond() - 100.0);
        assertThat(value("inboundmailbox_last_message_timestamp_seconds" + LABELS))
                .isEqualTo(NOW.getEpochSecond() - 101.0);
        assertThat(value("inboundmailbox_token_expiry_timestamp_seconds" + LABELS))
                .isEqualTo(NOW.getEpochSecond() + 3500.0);
        assertThat(value("inboundmailbox_poll_interval_seconds" + LABELS)).isEqualTo(60);
    }

    @Test
    void aMailboxThatFailsIsNotReady() {
        // Given
        meters.resource(snapshot(Map.of()));
        var failed = new Evidence.Failed(Fixture.problem(Reason.Throttled), NOW);

        // When
        meters.report(report(ONE, NOW, new Evidence.Good(NOW)));
        meters.report(report(TWO, NOW, failed));

        // Then
        assertThat(mailboxes("total")).isEqualTo(2);
        assertThat(mailboxes("ready")).isEqualTo(1);
    }

    @Test
    void aMailboxThatTheSpecNoLongerNamesCountsNoMore() {
        // Given
        meters.resource(snapshot(Map.of()));
        meters.report(report(ONE, NOW, new Evidence.Good(NOW)));
        meters.report(report(TWO, NOW, new Evidence.Good(NOW)));

        // When
        meters.resource(new ResourceSnapshot(SUPPORT, Protocol.IMAP, "Global", SinkKind.WEBHOOK,
                ResourceSnapshot.Service.Other, Map.of(), true, Set.of(ONE)));
        meters.report(report(TWO, NOW, new Evidence.Good(NOW)));

        // Then
        assertThat(mailboxes("ready")).isEqualTo(1);
        assertThat(value("inboundmailbox_resource_suspended" + LABELS)).isEqualTo(1);
    }

    @Test
    void noSeriesOfAForgottenResourceIsLeft() {
        // Given
        meters.resource(snapshot(Map.of("Ready", ConditionState.True)));
        meters.report(report(ONE, NOW, new Evidence.Good(NOW)));
        meters.polled(ONE, Outcome.SUCCESS, Duration.ZERO);

        // When
        meters.forget(SUPPORT);
        meters.report(report(ONE, NOW, new Evidence.Good(NOW)));

        // Then
        assertThat(Scraped.of(meters).mentioning("namespace=\"helpdesk\"")).isEmpty();
    }

    @Test
    void noSeriesNamesAnAddress() {
        // When
        meters.resource(snapshot(Map.of("Ready", ConditionState.True)));
        meters.report(report(ONE, NOW, new Evidence.Good(NOW)));

        // Then
        assertThat(Scraped.of(meters).mentioning("@")).isEmpty();
    }

    @Test
    void beyondTheLimitOnlyThoseThatAreNotReadyHaveSeries() {
        // Given
        IntStream.range(0, ResourceSeries.LIMIT)
                .mapToObj(i -> new ResourceKey("many", "r" + i))
                .forEach(key -> meters.resource(snapshot(key, Protocol.IMAP, Map.of("Ready", ConditionState.True))));

        // When
        meters.resource(
                snapshot(new ResourceKey("more", "ready"), Protocol.IMAP, Map.of("Ready", ConditionState.True)));
        meters.resource(
                snapshot(new ResourceKey("more", "broken"), Protocol.IMAP, Map.of("Ready", ConditionState.False)));

        // Then
        assertThat(Scraped.of(meters).mentioning("namespace=\"more\"")).isNotEmpty()
                .allSatisfy(series -> assertThat(series).contains("name=\"broken\""));
    }

    private @Nullable Double condition(String type) {
        return value(
                "inboundmailbox_resource_condition{name=\"support\",namespace=\"helpdesk\",type=\"" + type + "\"}");
    }

    private @Nullable Double mailboxes(String state) {
        return value("inboundmailbox_mailboxes{name=\"support\",namespace=\"helpdesk\",state=\"" + state + "\"}");
    }

    private @Nullable Double value(String series) {
        return Scraped.of(meters).value(series);
    }
}
