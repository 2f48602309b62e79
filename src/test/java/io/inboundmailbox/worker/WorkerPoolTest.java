package io.inboundmailbox.worker;

import static io.inboundmailbox.worker.PoolFixture.asking;
import static io.inboundmailbox.worker.PoolFixture.eventually;
import static io.inboundmailbox.worker.PoolFixture.plan;
import static io.inboundmailbox.worker.PoolFixture.still;
import static io.inboundmailbox.worker.PoolFixture.withPassword;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.source.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans in, reports out: what runs, from where it reads, and what is told of it.
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class WorkerPoolTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");

    private PoolFixture it;

    @BeforeEach
    void make(@TempDir Path directory) {
        it = new PoolFixture(directory);
    }

    @AfterEach
    void end() {
        it.close();
        assertThat(it.sources).allMatch(source -> source.closed);
        assertThat(it.world.spool.bytes()).isZero();
    }

    @Test
    void mailIsDeliveredAndReported() {
        // Given
        it.preparing = source -> source.with(1, 2);
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        eventually(() -> assertThat(it.pool.reports(SUPPORT)).singleElement()
                .satisfies(report -> assertThat(report.progress().delivered()).isEqualTo(2))
                .satisfies(report -> assertThat(report.fetching()).isInstanceOf(Evidence.Good.class)));
    }

    @Test
    void theMailboxesOfTheFirstSpecBeginWithTheCreationOfTheResource() {
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        it.awaitPolled(1);
        assertThat(it.sources.getFirst().looks)
                .containsExactly(new Position.Since(PoolFixture.CREATED.minusSeconds(120)));
    }

    @Test
    void aMailboxThatIsAddedLaterBeginsThen() {
        // Given
        it.pool.apply(plan("support@contoso.com"));
        it.awaitPolled(1);
        it.world.clock.pass(Duration.ofDays(1));
        // When
        it.pool.apply(plan("support@contoso.com", "sales@contoso.com"));
        // Then
        it.awaitPolled(2);
        assertThat(it.sources.getLast().looks)
                .containsExactly(new Position.Since(ManualClock.START.plusSeconds(86_400 - 120)));
    }

    @Test
    void theStartIsWrittenBeforeTheServerIsContacted() {
        // Given
        var early = new AtomicBoolean();
        it.preparing = source -> source.onFind = () -> early.set(it.world.cursors.written.isEmpty());
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        it.awaitPolled(1);
        assertThat(early).isFalse();
        assertThat(it.world.cursors.written)
                .containsExactly(Progress.NONE.startingAt(PoolFixture.CREATED.minusSeconds(120)));
    }

    @Test
    void whileTheStartCannotBeWrittenTheServerIsNotContacted() {
        // Given
        it.world.cursors.writable = false;
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        still(() -> assertThat(it.sources.getFirst().looks).isEmpty());
        it.world.cursors.writable = true;
        it.awaitPolled(1);
    }

    @Test
    void aCursorThatCannotBeReadDeliversNothing() {
        // Given
        it.world.cursors.unreadable = true;
        it.preparing = source -> source.with(1);
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        eventually(() -> assertThat(failure(it.pool.reports(SUPPORT).getFirst())).isEqualTo(Reason.CursorUnreadable));
        still(() -> assertThat(it.sources.getFirst().looks).isEmpty());
    }

    @Test
    void countersAreKnownFromTheStart() {
        // Given
        it.world.cursors.writable = false;
        it.world.cursors.note(plan("support@contoso.com").mailboxes().getFirst(),
                new Progress(PoolFixture.CREATED, null, 1234, 1, PoolFixture.CREATED));
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        assertThat(it.pool.reports(SUPPORT)).singleElement()
                .satisfies(report -> assertThat(report.progress().delivered()).isEqualTo(1234));
    }

    @Test
    void aRequestedFetchEndsALongWaitAndIsReported() {
        // Given
        var plan = plan("support@contoso.com");
        it.pool.apply(plan);
        it.awaitPolled(1);
        // When
        it.pool.apply(asking(plan, "now"));
        // Then
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().handledFetch()).isEqualTo("now"));
        assertThat(it.sources).singleElement().satisfies(source -> {
            assertThat(source.looks).hasSize(2);
            assertThat(source.retries).hasValue(1);
        });
    }

    @Test
    void theSameRequestIsAnsweredOnce() {
        // Given
        var plan = asking(plan("support@contoso.com"), "now");
        it.pool.apply(plan);
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().handledFetch()).isEqualTo("now"));
        // When
        it.pool.apply(plan);
        // Then
        still(() -> assertThat(it.sources.getFirst().retries).hasValue(1));
    }

    @Test
    void aWorkerThatReplacesAnotherAnswersTheRequestToo() {
        // Given
        var plan = asking(plan("support@contoso.com"), "now");
        it.pool.apply(plan);
        it.awaitPolled(1);
        // When
        it.pool.apply(withPassword(plan, "new"));
        // Then
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().handledFetch()).isEqualTo("now"));
    }

    @Test
    void aRequestIsNotHandledWhileNothingMayBeFetched() {
        // Given
        it.world.allowed = false;
        // When
        it.pool.apply(asking(plan("support@contoso.com"), "now"));
        // Then
        still(() -> assertThat(it.pool.reports(SUPPORT).getFirst().handledFetch()).isNull());
        it.world.allowed = true;
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().handledFetch()).isEqualTo("now"));
    }

    @Test
    void aDefectOfASourceIsReportedAndTheWorkerGoesOn() {
        // Given
        it.preparing = source -> source.onFind = () -> {
            throw new IllegalStateException("defect");
        };
        var plan = plan("support@contoso.com");
        it.pool.apply(plan);
        eventually(() -> assertThat(failure(it.pool.reports(SUPPORT).getFirst())).isEqualTo(Reason.InternalError));
        // When
        it.sources.getFirst().onFind = () -> {};
        it.pool.apply(asking(plan, "now"));
        // Then
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().fetching()).isInstanceOf(Evidence.Good.class));
    }

    @Test
    void aSinkThatCannotBeOpenedIsReportedAndTriedAgain() {
        // Given
        it.preparingSink = _ -> {
            throw new IllegalStateException("defect");
        };
        var plan = plan("support@contoso.com");
        it.pool.apply(plan);
        eventually(() -> assertThat(failure(it.pool.reports(SUPPORT).getFirst())).isEqualTo(Reason.InternalError));
        // When
        it.preparingSink = _ -> {};
        it.pool.apply(asking(plan, "now"));
        // Then
        eventually(() -> assertThat(it.pool.reports(SUPPORT).getFirst().fetching()).isInstanceOf(Evidence.Good.class));
    }

    @Test
    void aPlanThatCannotBeAppliedLeavesWhatRuns() {
        // Given
        it.pool.apply(plan("support@contoso.com"));
        it.awaitPolled(1);
        it.preparing = _ -> {
            throw new IllegalStateException("defect");
        };
        // When / Then
        assertThatThrownBy(() -> it.pool.apply(plan("support@contoso.com", "sales@contoso.com")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(it.pool.reports(SUPPORT)).hasSize(1);
        assertThat(it.sources.getFirst().closed).isFalse();
    }

    private static Reason failure(MailboxReport report) {
        assertThat(report.fetching()).isInstanceOf(Evidence.Failed.class);
        return ((Evidence.Failed) report.fetching()).problem().reason();
    }
}
