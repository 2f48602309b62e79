package io.inboundmailbox.worker;

import static io.inboundmailbox.worker.PoolFixture.eventually;
import static io.inboundmailbox.worker.PoolFixture.plan;
import static io.inboundmailbox.worker.PoolFixture.still;
import static io.inboundmailbox.worker.PoolFixture.withPassword;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.WorkerPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a plan that differs restarts and what it leaves alone, and how workers end.
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class WorkerChangeTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    private static final WorkerPlan PLAN = plan("support@contoso.com");

    private final Semaphore open = new Semaphore(0);
    private PoolFixture it;

    @BeforeEach
    void make(@TempDir Path directory) {
        it = new PoolFixture(directory);
    }

    @AfterEach
    void end() {
        open.release();
        it.close();
    }

    @Test
    void anEqualPlanLeavesTheWorkersAlone() {
        // Given
        it.pool.apply(PLAN);
        it.awaitPolled(1);
        // When
        it.pool.apply(plan("support@contoso.com"));
        // Then
        still(() -> assertThat(it.sources).singleElement().satisfies(source -> {
            assertThat(source.closed).isFalse();
            assertThat(source.looks).hasSize(1);
        }));
    }

    @Test
    void anotherIntervalRestartsTheWorkersOfThatResourceOnly() {
        // Given
        it.pool.apply(plan("sales", Duration.ofHours(1), "sales@contoso.com"));
        it.pool.apply(PLAN);
        it.awaitPolled(2);
        // When
        it.pool.apply(plan("support", Duration.ofHours(2), "support@contoso.com"));
        // Then
        it.awaitPolled(3);
        assertThat(it.sources).extracting(source -> source.closed).containsExactly(false, true, false);
    }

    @Test
    void aFurtherMailboxLeavesTheOthersAlone() {
        // Given
        it.pool.apply(PLAN);
        it.awaitPolled(1);
        // When
        it.pool.apply(plan("support@contoso.com", "sales@contoso.com"));
        // Then
        it.awaitPolled(2);
        assertThat(it.sources.getFirst().closed).isFalse();
        assertThat(it.pool.reports(SUPPORT)).extracting(report -> report.mailbox().address())
                .containsExactly("support@contoso.com", "sales@contoso.com");
    }

    @Test
    void aMailboxThatIsTakenOutStops() {
        // Given
        it.pool.apply(plan("support@contoso.com", "sales@contoso.com"));
        it.awaitPolled(2);
        // When
        it.pool.apply(PLAN);
        // Then
        eventually(() -> assertThat(it.sources.getLast().closed).isTrue());
        assertThat(it.pool.size()).isEqualTo(1);
        assertThat(it.sources.getFirst().closed).isFalse();
    }

    @Test
    void aSuspendedResourceHasNoWorkers() {
        // Given
        it.pool.apply(PLAN);
        it.awaitPolled(1);
        // When
        it.pool.apply(plan());
        // Then
        eventually(() -> assertThat(it.sources.getFirst().closed).isTrue());
        assertThat(it.pool.reports(SUPPORT)).isEmpty();
    }

    @Test
    void aResourceThatIsRemovedHasNoWorkers() {
        // Given
        it.pool.apply(PLAN);
        it.awaitPolled(1);
        // When
        it.pool.remove(SUPPORT);
        // Then
        eventually(() -> assertThat(it.sources.getFirst().closed).isTrue());
        assertThat(it.pool.resources()).isEmpty();
    }

    @Test
    void otherCredentialsAreARotationAndRestart() {
        // Given
        it.pool.apply(PLAN);
        // When
        var rotated = it.pool.apply(withPassword(PLAN, "new"));
        var again = it.pool.apply(withPassword(PLAN, "new"));
        // Then
        assertThat(rotated).isTrue();
        assertThat(again).isFalse();
        it.awaitPolled(2);
    }

    @Test
    void aSuccessorWaitsForTheEndOfTheOneBeforeIt() {
        // Given
        deliveringStubbornly();
        // When
        it.pool.apply(withPassword(PLAN, "new"));
        // Then
        still(() -> assertThat(it.sources.getLast().looks).isEmpty());
        open.release();
        it.awaitPolled(2);
    }

    @Test
    void aSuccessorWaitsAlsoWhenTheOneBetweenNeverBegan() {
        // Given
        deliveringStubbornly();
        it.pool.apply(withPassword(PLAN, "new"));
        // When
        it.pool.apply(withPassword(PLAN, "newer"));
        // Then: for longer than a stopped worker may take
        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(it.sources.getLast().looks).isEmpty());
        open.release();
        it.awaitPolled(3);
    }

    @Test
    void aWorkerThatComesBackWaitsForTheOneThatWasRemoved() {
        // Given
        deliveringStubbornly();
        it.pool.remove(SUPPORT);
        // When
        it.pool.apply(PLAN);
        // Then
        still(() -> assertThat(it.sources.getLast().looks).isEmpty());
        open.release();
        it.awaitPolled(2);
        assertThat(it.sources.getLast().looks.toString()).contains("uid=1");
    }

    @Test
    void aDeliveryUnderWayIsBroughtToItsEnd() {
        // Given
        deliveringStubbornly();
        // When
        it.pool.remove(SUPPORT);
        open.release();
        it.pool.drain(List.of(SUPPORT), Duration.ofSeconds(10));
        // Then
        assertThat(it.sinks.getFirst().accepted).containsExactly("7/1");
        assertThat(it.world.cursors.progress.get(PLAN.mailboxes().getFirst()))
                .satisfies(progress -> assertThat(progress.delivered()).isEqualTo(1));
    }

    @Test
    void drainingWaitsNoLongerThanItMay() {
        // Given
        deliveringStubbornly();
        // When
        it.pool.drain(List.of(SUPPORT), Duration.ofMillis(50));
        // Then
        assertThat(it.pool.resources()).isEmpty();
        assertThat(it.sinks.getFirst().accepted).isEmpty();
    }

    /// A worker that delivers its first message until the test lets go, whatever interrupts it.
    private void deliveringStubbornly() {
        it.preparing = source -> source.with(1, 2);
        it.preparingSink = sink -> sink.meanwhile = _ -> open.acquireUninterruptibly();
        it.pool.apply(PLAN);
        eventually(() -> assertThat(it.sinks).singleElement()
                .satisfies(sink -> assertThat(sink.came).containsExactly("7/1")));
        it.preparing = source -> source.with(1);
        it.preparingSink = _ -> {};
    }
}
