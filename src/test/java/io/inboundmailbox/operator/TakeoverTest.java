package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.CursorStore.UnreadableCursorException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Buckets that go from one process to another.
// The extension fills the fields before each test.
@SuppressWarnings("NullAway.Init")
@EnableKubernetesMockClient(crud = true)
class TakeoverTest {
    private final FakeTime time = new FakeTime();
    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void theBucketOfALivingOwnerIsNotClaimed() {
        // Given
        var old = new Replica(server, time).joined();
        var young = new Replica(server, time).joined();
        var resource = young.share(old);
        old.claiming(resource);
        young.claiming(resource);
        // When
        for (var second = 0; second < 30; second++) {
            old.renew();
            lapse(Duration.ofSeconds(1), young);
        }
        // Then
        assertThat(owner(resource)).isEqualTo(old.membership.identity());
        assertThat(young.buckets.ownership(resource)).isEqualTo(Ownership.PENDING);
    }

    @Test
    void theBucketOfADeadOwnerIsClaimedAfterAWholeLeaseDuration() {
        // Given
        var old = new Replica(server, time).joined();
        var resource = old.share();
        old.claiming(resource);
        var young = new Replica(server, time).joined();
        young.claiming(resource);
        lapse(Duration.ofSeconds(9), young);
        var early = owner(resource);
        // When
        lapse(Duration.ofSeconds(3), young);
        // Then
        assertThat(early).isEqualTo(old.membership.identity());
        assertThat(owner(resource)).isEqualTo(young.membership.identity());
        assertThat(bucket(resource).getData()).containsEntry("epoch", "2");
    }

    @Test
    void theGuardIsClosedBeforeAnybodyElseCanClaim() {
        // Given
        var old = new Replica(server, time).joined();
        var resource = old.share();
        old.claiming(resource);
        var guard = new LeaseGuard(old.buckets);
        var before = guard.allows(resource);
        // When
        time.pass(Duration.ofSeconds(8));
        // Then
        assertThat(before).isTrue();
        assertThat(guard.allows(resource)).isFalse();
    }

    @Test
    void anOwnerThatComesBackActsAgainOnlyAfterItHasWrittenItsClaimAnew() {
        // Given
        var replica = new Replica(server, time).joined();
        var resource = replica.share();
        replica.claiming(resource);
        var guard = new LeaseGuard(replica.buckets);
        time.pass(Duration.ofMinutes(1));
        replica.renew();
        var before = guard.allows(resource);
        // When
        replica.tick();
        // Then
        assertThat(before).isFalse();
        assertThat(guard.allows(resource)).isTrue();
        assertThat(bucket(resource).getData()).containsEntry("epoch", "2");
        assertThat(replica.heard).containsExactly("changed");
    }

    @Test
    void anOwnerThatComesBackTooLateLosesTheBucket() {
        // Given
        var old = new Replica(server, time).joined();
        var resource = old.share();
        old.claiming(resource);
        old.line.cut();
        var young = new Replica(server, time).joined();
        young.claiming(resource);
        lapse(Duration.ofSeconds(12), young, old);
        // When
        old.line.mend();
        old.renew();
        old.tick();
        // Then
        assertThat(old.heard).contains("lost");
        assertThat(owner(resource)).isEqualTo(young.membership.identity());
        assertThat(new LeaseGuard(old.buckets).allows(resource)).isFalse();
    }

    // The claimer found the owner dead and was then held up; the owner came back meanwhile.
    @Test
    void aClaimThatComesAfterTheOwnerHasComeBackIsRefused() {
        // Given
        var old = new Replica(server, time).joined();
        var resource = old.share();
        old.claiming(resource);
        var young = new Replica(server, time).joined();
        young.claiming(resource);
        time.pass(Duration.ofSeconds(11));
        young.renew();
        young.observe();
        young.line.beforeWrite(() -> {
            old.renew();
            old.tick();
        });
        // When
        young.tick();
        // Then
        assertThat(owner(resource)).isEqualTo(old.membership.identity());
        assertThat(new LeaseGuard(old.buckets).allows(resource)).isTrue();
        assertThat(new LeaseGuard(young.buckets).allows(resource)).isFalse();
    }

    // What the claimer knew of the owner's Lease is older than the bucket that it reads.
    @Test
    void anOwnerThatCameBackBeforeItsBucketWasReadIsAlive() {
        // Given
        var old = new Replica(server, time).joined();
        var resource = old.share();
        old.claiming(resource);
        var young = new Replica(server, time).joined();
        young.claiming(resource);
        time.pass(Duration.ofSeconds(11));
        young.renew();
        young.observe();
        old.renew();
        old.tick();
        // When
        young.tick();
        // Then
        assertThat(owner(resource)).isEqualTo(old.membership.identity());
    }

    @Test
    void anOwnerThatHashingNoLongerNamesReleasesWithAllThatWasNoted() throws UnreadableCursorException {
        // Given
        var old = new Replica(server, time).joined();
        var young = new Replica(server, time);
        var resource = young.share(old);
        var mailbox = new Mailbox(resource, "a@contoso.com", Protocol.IMAP, "mail.contoso.com:993", "Inbox");
        old.claiming(resource);
        old.atRelease = () -> old.buckets.note(mailbox, BucketsTest.progress(9));
        young.joined().claiming(resource);
        // When
        old.observe();
        old.tick();
        // Then
        assertThat(old.heard).containsExactly("changed", "release", "changed");
        assertThat(old.buckets.ownership(resource)).isEqualTo(Ownership.ELSEWHERE);
        assertThat(owner(resource)).isEmpty();
        lapse(Duration.ofSeconds(1), young);
        assertThat(young.buckets.progress(mailbox)).isEqualTo(BucketsTest.progress(9));
    }

    @Test
    void theGuardIsClosedWhileABucketIsReleased() {
        // Given
        var old = new Replica(server, time).joined();
        var young = new Replica(server, time);
        var resource = young.share(old);
        old.claiming(resource);
        young.joined();
        old.observe();
        var guard = new LeaseGuard(old.buckets);
        var before = guard.allows(resource);
        var during = new ArrayList<Boolean>();
        old.atRelease = () -> during.add(guard.allows(resource));
        // When
        old.tick();
        // Then
        assertThat(before).isTrue();
        assertThat(during).containsExactly(false);
    }

    @Test
    void aProcessThatEndsWritesItsCursorsAndGivesItsBucketsBack() {
        // Given
        var replica = new Replica(server, time).joined();
        var resource = replica.share();
        var mailbox = new Mailbox(resource, "a@contoso.com", Protocol.IMAP, "mail.contoso.com:993", "Inbox");
        replica.claiming(resource);
        replica.buckets.note(mailbox, BucketsTest.progress(9));
        // When
        replica.buckets.close();
        replica.membership.close();
        // Then
        assertThat(owner(resource)).isEmpty();
        assertThat(bucket(resource).getData().get("entries")).contains("\"uid\":9");
        assertThat(client.leases().inNamespace(Replica.NAMESPACE).list().getItems()).isEmpty();
    }

    @Test
    void aClaimWhoseAnswerWasLostIsOursAtTheNextAttempt() {
        // Given
        var replica = new Replica(server, time).joined();
        var resource = replica.share();
        replica.line.loseAnswers();
        replica.claiming(resource);
        var inDoubt = replica.buckets.ownership(resource);
        // When
        replica.line.mend();
        lapse(Duration.ofSeconds(1), replica);
        // Then
        assertThat(inDoubt).isEqualTo(Ownership.PENDING);
        assertThat(replica.buckets.ownership(resource)).isEqualTo(Ownership.HELD);
        assertThat(bucket(resource).getData()).containsEntry("epoch", "2");
    }

    @Test
    void aClaimWhoseAnswerWasLostIsGivenBackWhenHashingNamesAnother() {
        // Given
        var old = new Replica(server, time).joined();
        var young = new Replica(server, time);
        var resource = young.share(old);
        old.line.loseAnswers();
        old.claiming(resource);
        var inDoubt = owner(resource);
        // When
        young.joined();
        old.line.mend();
        lapse(Duration.ofSeconds(1), old);
        // Then
        assertThat(inDoubt).isEqualTo(old.membership.identity());
        assertThat(owner(resource)).isEmpty();
    }

    @Test
    void aWriteWhoseAnswerWasLostCostsNoBucket() {
        // Given
        var replica = new Replica(server, time).joined();
        var resource = replica.share();
        replica.claiming(resource);
        time.pass(Duration.ofMinutes(1));
        replica.renew();
        replica.line.loseAnswers();
        replica.tick();
        // When
        replica.line.mend();
        lapse(Duration.ofSeconds(1), replica);
        // Then
        assertThat(replica.heard).containsExactly("changed");
        assertThat(new LeaseGuard(replica.buckets).allows(resource)).isTrue();
    }

    /// Time goes by in seconds; all of these replicas live.
    private void lapse(Duration duration, Replica... living) {
        for (var second = 0; second < duration.toSeconds(); second++) {
            time.pass(Duration.ofSeconds(1));
            for (var replica : living) {
                replica.renew();
                replica.observe();
                replica.tick();
            }
        }
    }

    private ConfigMap bucket(ResourceKey resource) {
        return client.configMaps()
                .inNamespace(Replica.NAMESPACE)
                .withName("inbound-mailbox-cursors-" + BucketId.of(resource).hex())
                .require();
    }

    private String owner(ResourceKey resource) {
        return bucket(resource).getData().getOrDefault("owner", "none");
    }
}
