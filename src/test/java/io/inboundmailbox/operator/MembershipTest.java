package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

// The extension fills the fields before each test.
@SuppressWarnings("NullAway.Init")
@EnableKubernetesMockClient(crud = true)
class MembershipTest {
    private final FakeTime time = new FakeTime();
    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void twoProcessesOfOnePodAreTwoMembers() {
        // When
        var one = new Replica(server, time).joined();
        var two = new Replica(server, time).joined();
        one.observe();
        // Then
        assertThat(one.membership.members()).isEqualTo(2);
        assertThat(two.membership.members()).isEqualTo(2);
    }

    @Test
    void theLeaseNamesItsHolderAndIsLabelled() {
        // When
        var replica = new Replica(server, time).joined();
        // Then
        var lease = client.leases().inNamespace(Replica.NAMESPACE).withName(replica.membership.identity()).require();
        assertThat(lease.getSpec().getHolderIdentity()).isEqualTo(replica.membership.identity());
        assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(10);
        assertThat(lease.getMetadata().getLabels()).containsEntry("app.kubernetes.io/name", "inbound-mailbox-operator")
                .containsEntry("inboundmailbox.io/member", "true");
    }

    @Test
    void aLeaseThatWasDeletedOrTouchedIsRenewedAllTheSame() {
        // Given
        var replica = new Replica(server, time).joined();
        var mine = client.leases().inNamespace(Replica.NAMESPACE).withName(replica.membership.identity());
        time.pass(Duration.ofSeconds(7));
        mine.edit(lease -> {
            lease.getMetadata().getLabels().put("touched", "true");
            return lease;
        });
        replica.renew();
        var afterTouch = replica.membership.currentTerm();
        time.pass(Duration.ofSeconds(7));
        mine.delete();
        // When
        replica.renew();
        // Then
        assertThat(afterTouch).hasValue(1);
        assertThat(replica.membership.currentTerm()).hasValue(1);
        assertThat(mine.get()).isNotNull();
    }

    @Test
    void aMemberThatCannotReachTheServerLosesItsCoverAndNobodyElse() {
        // Given
        var cutOff = new Replica(server, time).joined();
        new Replica(server, time).joined();
        cutOff.observe();
        cutOff.line.cut();
        // When
        time.pass(Duration.ofMinutes(1));
        cutOff.renew();
        cutOff.observe();
        // Then
        assertThat(cutOff.membership.currentTerm()).isEmpty();
        assertThat(cutOff.membership.members()).isEqualTo(2);
    }

    @Test
    void theLeaseOfAMemberThatIsLongDeadIsSweptAway() {
        // Given
        var dead = new Replica(server, time).joined();
        var living = new Replica(server, time).joined();
        // When
        time.pass(Duration.ofMinutes(11));
        living.renew();
        living.observe();
        // Then
        assertThat(client.leases().inNamespace(Replica.NAMESPACE).withName(dead.membership.identity()).get()).isNull();
        assertThat(client.leases().inNamespace(Replica.NAMESPACE).list().getItems()).hasSize(1);
    }
}
