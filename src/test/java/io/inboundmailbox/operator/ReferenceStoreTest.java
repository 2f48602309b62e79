package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.mail.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferenceStoreTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    private static final ResourceKey SALES = new ResourceKey("helpdesk", "sales");
    private static final Reference MAIL = new Reference(Reference.Kind.Secret, "helpdesk", "mail");
    private static final Reference OTHER = new Reference(Reference.Kind.Secret, "helpdesk", "other");
    private static final Lookup OLD = new Lookup.Present(Map.of("password", "old"));
    private static final Lookup NEW = new Lookup.Present(Map.of("password", "new"));

    private final Objects objects = new Objects();
    private final List<ResourceKey> triggered = new CopyOnWriteArrayList<>();
    private final ReferenceStore store = new ReferenceStore(objects, triggered::add, Duration.ofMillis(50));

    @AfterEach
    void close() {
        objects.line.release(1000);
        store.close();
    }

    /// An API server of one object, whose reads end when the test lets them.
    private static final class Objects implements Function<Reference, Lookup> {
        final AtomicInteger reads = new AtomicInteger();
        final Semaphore line = new Semaphore(0);
        volatile Lookup stored = OLD;
        volatile boolean broken;

        @Override
        public Lookup apply(Reference reference) {
            var answer = stored;
            reads.incrementAndGet();
            line.acquireUninterruptibly();
            if (broken) {
                throw new IllegalStateException("no answer");
            }
            return answer;
        }
    }

    @Test
    void whatIsNotKnownIsReadAndItsAskerTriggered() {
        // When
        var first = store.lookup(SUPPORT, MAIL);
        objects.line.release();
        // Then
        assertThat(first).isEqualTo(new Lookup.Pending());
        eventually(() -> assertThat(triggered).containsExactly(SUPPORT));
        assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(OLD);
        assertThat(objects.reads).hasValue(1);
    }

    @Test
    void manyThatAskAreOneRead() {
        // Given
        store.lookup(SUPPORT, MAIL);
        store.lookup(SALES, MAIL);
        store.lookup(SUPPORT, MAIL);
        // When
        objects.line.release(10);
        // Then
        eventually(() -> assertThat(triggered).containsExactlyInAnyOrder(SUPPORT, SALES));
        assertThat(objects.reads).hasValue(1);
    }

    @Test
    void aReadThatTakesLongHoldsUpNoOther() {
        // Given
        store.lookup(SUPPORT, MAIL);
        // When
        store.lookup(SUPPORT, OTHER);
        // Then
        eventually(() -> assertThat(objects.reads).hasValue(2));
    }

    @Test
    void aRingReadsAgainWhileWhatWasKnownStands() {
        // Given
        known();
        objects.stored = NEW;
        // When
        store.ring(MAIL);
        // Then
        eventually(() -> assertThat(objects.reads).hasValue(2));
        assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(OLD);
        objects.line.release();
        eventually(() -> assertThat(triggered).containsExactly(SUPPORT));
        assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(NEW);
    }

    @Test
    void aRingDuringAReadReadsOnceMore() {
        // Given
        known();
        store.ring(MAIL);
        eventually(() -> assertThat(objects.reads).hasValue(2));
        objects.stored = NEW;
        // When
        store.ring(MAIL);
        store.ring(MAIL);
        objects.line.release(10);
        // Then
        eventually(() -> assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(NEW));
        still(() -> assertThat(objects.reads).hasValue(3));
    }

    @Test
    void whatHasNotChangedTriggersNobody() {
        // Given
        known();
        // When
        store.ring(MAIL);
        objects.line.release();
        // Then
        eventually(() -> assertThat(objects.reads).hasValue(2));
        still(() -> assertThat(triggered).isEmpty());
    }

    @Test
    void anObjectThatIsCreatedLaterTriggers() {
        // Given
        objects.stored = new Lookup.Absent();
        known();
        assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(new Lookup.Absent());
        // When
        objects.stored = NEW;
        store.ring(MAIL);
        objects.line.release();
        // Then
        eventually(() -> assertThat(triggered).containsExactly(SUPPORT));
        assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(NEW);
    }

    @Test
    void aReadThatFailsIsTriedAgain() {
        // Given
        objects.broken = true;
        store.lookup(SUPPORT, MAIL);
        objects.line.release();
        eventually(() -> assertThat(objects.reads).hasValueGreaterThan(1));
        // When
        objects.broken = false;
        objects.line.release();
        // Then
        eventually(() -> assertThat(triggered).containsExactly(SUPPORT));
    }

    @Test
    void whatNobodyAsksForAnyMoreIsForgotten() {
        // Given
        known();
        store.lookup(SALES, MAIL);
        // When
        store.keepOnly(SUPPORT, Set.of(OTHER));
        // Then
        assertThat(store.wants(MAIL)).as("the other one still asks").isTrue();
        store.keepOnly(SALES, Set.of());
        assertThat(store.wants(MAIL)).isFalse();
    }

    @Test
    void whatIsForgottenIsNotReadAgain() {
        // Given
        objects.broken = true;
        store.lookup(SUPPORT, MAIL);
        // When
        store.keepOnly(SUPPORT, Set.of());
        objects.line.release(10);
        // Then
        still(() -> assertThat(objects.reads).hasValueLessThanOrEqualTo(1));
        store.ring(MAIL);
        assertThat(store.wants(MAIL)).isFalse();
    }

    @Test
    void afterABellThatWasOutOfOrderEverythingIsReadAgain() {
        // Given
        known();
        objects.stored = NEW;
        // When
        store.ringAll();
        objects.line.release();
        // Then
        eventually(() -> assertThat(store.lookup(SUPPORT, MAIL)).isEqualTo(NEW));
    }

    @Test
    void valuesAreNotShown() {
        assertThat(OLD.toString()).contains("password").doesNotContain("old");
    }

    private void known() {
        store.lookup(SUPPORT, MAIL);
        objects.line.release();
        eventually(() -> assertThat(triggered).hasSize(1));
        triggered.clear();
    }

    private static void eventually(ThrowingRunnable condition) {
        await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5)).untilAsserted(condition);
    }

    private static void still(ThrowingRunnable condition) {
        await().during(Duration.ofMillis(150))
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(condition);
    }
}
