package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTermTest {
    private final FakeTime time = new FakeTime();
    private final LeaseTerm term = new LeaseTerm(Duration.ofSeconds(10), Duration.ofSeconds(2), time::nanos);

    @Test
    void thereIsNoTermBeforeTheFirstRenewal() {
        assertThat(term.current()).isEmpty();
    }

    @Test
    void aRenewalCountsFromItsSendingUntilTheMarginBeforeItsEnd() {
        // Given
        var sent = time.nanos();
        time.pass(Duration.ofSeconds(3));
        term.renewed(sent);
        // When
        time.pass(Duration.ofSeconds(5).minusNanos(1));
        var before = term.current();
        time.pass(Duration.ofNanos(1));
        // Then
        assertThat(before).hasValue(1);
        assertThat(term.current()).isEmpty();
    }

    @Test
    void renewalsWithoutAGapAreOneTerm() {
        // Given
        term.renewed(time.nanos());
        // When
        time.pass(Duration.ofSeconds(9));
        term.renewed(time.nanos());
        // Then
        assertThat(term.covers(1)).isTrue();
    }

    @Test
    void aRenewalAfterAGapBeginsANewTerm() {
        // Given
        term.renewed(time.nanos());
        // When
        time.pass(Duration.ofSeconds(10));
        term.renewed(time.nanos());
        // Then
        assertThat(term.covers(1)).isFalse();
        assertThat(term.current()).hasValue(2);
    }

    // Sent in time, but it may have reached the API server as late as its answer left it.
    @Test
    void aRenewalWhoseAnswerComesLateBeginsANewTerm() {
        // Given
        term.renewed(time.nanos());
        time.pass(Duration.ofSeconds(7));
        var sent = time.nanos();
        // When
        time.pass(Duration.ofSeconds(3));
        term.renewed(sent);
        // Then
        assertThat(term.current()).hasValue(2);
    }
}
