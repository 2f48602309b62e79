package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Recent;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.operator.StoreEvents.Outcome;
import io.inboundmailbox.worker.CursorStore.UnreadableCursorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// What one process does with its buckets; [TakeoverTest] has two.
// The extension fills the fields before each test.
@SuppressWarnings("NullAway.Init")
@EnableKubernetesMockClient(crud = true)
class BucketsTest {
    private static final ResourceKey SUPPORT = new ResourceKey("helpdesk", "support");
    private static final Mailbox MAILBOX = mailbox("support");

    private final FakeTime time = new FakeTime();
    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void aBucketIsClaimedInWritingBeforeItIsHeld() {
        // Given
        var replica = new Replica(server, time).joined();
        var first = replica.buckets.ownership(SUPPORT);
        // When
        replica.tick();
        // Then
        assertThat(first).isEqualTo(Ownership.PENDING);
        assertThat(replica.buckets.ownership(SUPPORT)).isEqualTo(Ownership.HELD);
        assertThat(stored().getData()).containsEntry("format", "1")
                .containsEntry("owner",
                        replica.membership.identity())
                .containsEntry("epoch", "1")
                .containsEntry("entries", "{}");
        assertThat(replica.heard).containsExactly("changed");
    }

    @Test
    void nothingIsClaimedBeforeTheOwnLeaseExists() {
        // Given
        var replica = new Replica(server, time);
        replica.observe();
        // When
        replica.claiming(SUPPORT);
        // Then
        assertThat(stored()).isNull();
    }

    @Test
    void aBucketThatSomebodyElseWasQuickerToClaimIsLeftToThem() {
        // Given
        var replica = new Replica(server, time).joined();
        store("other", 4, "{}");
        replica.line.beforeWrite(() -> store("quicker", 5, "{}"));
        // When
        store("", 4, "{}");
        replica.claiming(SUPPORT);
        // Then
        assertThat(stored().getData()).containsEntry("owner", "quicker");
        assertThat(replica.buckets.ownership(SUPPORT)).isEqualTo(Ownership.PENDING);
    }

    @Test
    void whatIsNotedIsWrittenAboutASecondLater() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        replica.tick();
        var early = stored().getData().get("entries");
        // When
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        // Then
        assertThat(early).isEqualTo("{}");
        assertThat(stored().getData().get("entries")).contains("\"uid\":7");
        assertThat(replica.writes).containsExactly(Outcome.OK);
    }

    @Test
    void theLagIsThatOfTheOldestChange() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        time.pass(Duration.ofSeconds(3));
        replica.buckets.note(MAILBOX, progress(8));
        var before = replica.buckets.writeLag();
        // When
        replica.tick();
        // Then
        assertThat(before).isEqualTo(Duration.ofSeconds(3));
        assertThat(replica.buckets.writeLag()).isZero();
    }

    @Test
    void cursorsWaitWhenTheBudgetIsShort() {
        // Given
        var budget = new WriteBudget(1, 10_000, time::nanos);
        var replica = new Replica(server, time, budget).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        time.pass(Duration.ofSeconds(1));
        budget.tryAcquire(1);
        // When
        replica.tick();
        // Then
        assertThat(replica.writes).isEmpty();
    }

    @Test
    void aWriteThatMeetsAForeignChangeIsMergedWhileTheClaimStands() throws UnreadableCursorException {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        store(replica.membership.identity(), 1, EntryCodecTest.golden(), Map.of("later", "field"));
        // When
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        // Then
        assertThat(replica.writes).containsExactly(Outcome.CONFLICT, Outcome.OK);
        assertThat(stored().getData()).containsEntry("later", "field");
        assertThat(stored().getData().get("entries")).contains("\"uid\":7").contains("\"modSeq\":17");
        assertThat(replica.buckets.progress(mailbox("later-field")).delivered()).isEqualTo(3);
    }

    @Test
    void aWriteThatMeetsAnotherOwnerLosesTheBucket() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        store("other", 2, "{}");
        // When
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        // Then
        assertThat(stored().getData()).containsEntry("owner", "other").containsEntry("entries", "{}");
        assertThat(replica.heard).containsExactly("changed", "lost", "changed");
        assertThat(new LeaseGuard(replica.buckets).allows(SUPPORT)).isFalse();
    }

    @Test
    void aWorkerThatWaitsForItsWriteHearsThatTheBucketIsLost() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        store("other", 2, "{}");
        // When
        var written = new FutureTask<>(() -> replica.buckets.write(MAILBOX, progress(7)));
        Thread.startVirtualThread(written);
        // Then
        await().pollInSameThread().until(() -> {
            replica.tick();
            return written.isDone();
        });
        assertThat(written.resultNow()).isFalse();
    }

    @Test
    void aBucketThatWasDeletedUnderOurHandsIsWrittenAgainFromMemory() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        client.configMaps().inNamespace(Replica.NAMESPACE).delete();
        // When
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        // Then
        assertThat(stored().getData().get("entries")).contains("\"uid\":7");
    }

    @Test
    void anEntryThatCannotBeReadConcernsItsMailboxOnlyAndStays() {
        // Given
        store("", 1, EntryCodecTest.golden());
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        // When
        replica.buckets.note(mailbox("sales"), progress(7));
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        // Then
        assertThatExceptionOfType(UnreadableCursorException.class)
                .isThrownBy(() -> replica.buckets.progress(mailbox("bad-number")));
        assertThat(stored().getData().get("entries")).contains("\"uid\":\"nine\"").contains("\"uid\":7");
    }

    @Test
    void anEntryThatCannotBeReadIsNotOverwritten() throws InterruptedException {
        // Given
        store("", 1, EntryCodecTest.golden());
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        // When
        var written = replica.buckets.write(mailbox("bad-number"), progress(7));
        // Then
        assertThat(written).isFalse();
    }

    @Test
    void aBucketOfALaterFormatIsLeftAlone() {
        // Given
        store("", 1, "{}", Map.of("format", "2"));
        // When
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        // Then
        assertThat(stored().getData()).containsEntry("owner", "").containsEntry("epoch", "1");
        assertThat(replica.buckets.ownership(SUPPORT)).isEqualTo(Ownership.PENDING);
    }

    @Test
    void aBucketThatWouldGrowTooLargeIsNotWritten() throws InterruptedException {
        // Given
        store("", 1, "{\"x\": \"" + "y".repeat(HeldBucket.SIZE_LIMIT) + "\"}");
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        time.pass(Duration.ofSeconds(1));
        // When
        replica.tick();
        // Then
        assertThat(replica.writes).isEmpty();
        assertThat(replica.buckets.write(MAILBOX, progress(8))).isFalse();
    }

    @Test
    void theCursorsOfADeletedResourceGoAfterTheRetention() {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        replica.buckets.forget(SUPPORT);
        time.pass(Duration.ofSeconds(1));
        replica.tick();
        var marked = stored().getData().get("entries");
        // When
        time.pass(Duration.ofDays(15));
        replica.renew();
        replica.tick();
        // Then
        assertThat(marked).contains("deletedAt");
        assertThat(stored().getData()).containsEntry("entries", "{}");
    }

    @Test
    void aResourceThatComesBackTakesItsCursorsUpAgain() throws UnreadableCursorException {
        // Given
        var replica = new Replica(server, time).joined().claiming(SUPPORT);
        replica.buckets.note(MAILBOX, progress(7));
        replica.buckets.forget(SUPPORT);
        // When
        var resumed = List.of(replica.buckets.seen(SUPPORT), replica.buckets.seen(SUPPORT));
        // Then
        assertThat(resumed).containsExactly(true, false);
        assertThat(replica.buckets.progress(MAILBOX)).isEqualTo(progress(7));
    }

    @Test
    void aDeleteThatWasSeenBeforeTheClaimCounts() {
        // Given
        store("", 1, "{\"" + MAILBOX.key() + "\": {\"delivered\": 5}}");
        var replica = new Replica(server, time).joined();
        replica.buckets.forget(SUPPORT);
        // When
        replica.claiming(SUPPORT);
        // Then
        assertThat(replica.buckets.seen(SUPPORT)).isTrue();
    }

    private ConfigMap stored() {
        return client.configMaps().inNamespace(Replica.NAMESPACE).withName("inbound-mailbox-cursors-7a").get();
    }

    private void store(String owner, long epoch, String entries) {
        store(owner, epoch, entries, Map.of());
    }

    private void store(String owner, long epoch, String entries, Map<String, String> more) {
        var map = new ConfigMapBuilder().withNewMetadata()
                .withName("inbound-mailbox-cursors-7a")
                .withNamespace(Replica.NAMESPACE)
                .endMetadata()
                .withData(Map.of("format", "1", "owner", owner, "epoch", Long.toString(epoch), "entries", entries))
                .addToData(more)
                .build();
        client.resource(map).unlock().createOr(it -> it.update());
    }

    static Mailbox mailbox(String user) {
        return new Mailbox(SUPPORT, user + "@contoso.com", Protocol.IMAP, "mail.contoso.com:993", "Inbox");
    }

    static Progress progress(long uid) {
        return Progress.NONE.at(new ImapCursor(7, uid, FakeTime.START, Recent.NONE));
    }
}
