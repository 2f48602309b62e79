package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private final FakeTime time = new FakeTime();
    private final Sightings sightings = new Sightings(Duration.ofSeconds(10), time::nanos);

    @Test
    void aMemberThatIsSeenForTheFirstTimeIsAlive() {
        // When
        list(Map.of("other", "1"));
        // Then
        assertThat(sightings.live()).containsExactly("other");
        assertThat(sightings.gone("other")).isFalse();
    }

    @Test
    void aLeaseThatStaysUnchangedForItsDurationIsDead() {
        // Given
        list(Map.of("other", "1"));
        // When
        time.pass(Duration.ofSeconds(10));
        list(Map.of("other", "1"));
        // Then
        assertThat(sightings.gone("other")).isTrue();
        assertThat(sightings.live()).isEmpty();
    }

    @Test
    void aLeaseThatChangesIsAlive() {
        // Given
        list(Map.of("other", "1"));
        // When
        time.pass(Duration.ofSeconds(10));
        list(Map.of("other", "2"));
        // Then
        assertThat(sightings.gone("other")).isFalse();
    }

    @Test
    void timeWithoutAnAnswerProvesNothing() {
        // Given
        list(Map.of("other", "1"));
        // When
        time.pass(Duration.ofMinutes(1));
        // Then
        assertThat(sightings.gone("other")).isFalse();
    }

    @Test
    void theTimeOfAnAnswerIsNotCountedAsUnchanged() {
        // Given
        list(Map.of("other", "1"));
        time.pass(Duration.ofSeconds(9));
        var sent = time.nanos();
        // When
        time.pass(Duration.ofSeconds(5));
        sightings.note(Map.of("other", "1"), sent);
        // Then
        assertThat(sightings.gone("other")).isFalse();
    }

    @Test
    void anAbsentOwnerIsDeadOnlyAfterItWasWatchedForAWholeDuration() {
        // Given
        list(Map.of());
        time.pass(Duration.ofMinutes(1));
        sightings.watch("absent");
        list(Map.of());
        var atFirst = sightings.gone("absent");
        // When
        time.pass(Duration.ofSeconds(10));
        list(Map.of());
        // Then
        assertThat(atFirst).isFalse();
        assertThat(sightings.gone("absent")).isTrue();
    }

    @Test
    void aLeaseThatWasMadeAgainIsAlive() {
        // Given
        list(Map.of("other", "1"));
        list(Map.of());
        time.pass(Duration.ofSeconds(9));
        // When
        list(Map.of("other", "5"));
        time.pass(Duration.ofSeconds(1));
        list(Map.of("other", "5"));
        // Then
        assertThat(sightings.gone("other")).isFalse();
    }

    @Test
    void leasesOfMembersThatAreLongDeadAreGarbage() {
        // Given
        list(Map.of("other", "1"));
        // When
        time.pass(Duration.ofMinutes(10));
        list(Map.of("other", "1", "young", "2"));
        // Then
        assertThat(sightings.garbage()).containsExactly(Map.entry("other", "1"));
    }

    private void list(Map<String, String> versions) {
        sightings.note(versions, time.nanos());
    }
}
