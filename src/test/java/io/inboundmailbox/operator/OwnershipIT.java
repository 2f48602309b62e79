package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inboundmailbox.kube.ApiServer;
import io.inboundmailbox.kube.RealApiServer;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several replicas with all their threads against a real API server, as the shipped ServiceAccount. While each test
/// runs, a watchman asks all guards every few milliseconds: never may two be open for the same resource.
@RealApiServer
class OwnershipIT {
    private static final List<ResourceKey> RESOURCES = IntStream.range(0, 40)
            .mapToObj(i -> new ResourceKey("helpdesk", "support-" + i))
            .toList();

    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watchman = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger bothOpen = new AtomicInteger();
    private final Config config;

    OwnershipIT() throws IOException {
        var server = ApiServer.shared();
        config = Config.fromKubeconfig(Files.readString(server.operatorKubeconfig(server.namespace())));
    }

    @BeforeEach
    void watch() {
        var _ = watchman.scheduleAtFixedRate(() -> RESOURCES.forEach(this::look), 0, 5, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void neverWereBothGuardsOpen() {
        watchman.close();
        running.forEach(Running::stop);
        assertThat(bothOpen).hasValue(0);
    }

    @Test
    void theFirstClaimTakesWellUnderASecond() {
        // Given
        var replica = new Running();
        await().until(() -> replica.membership.currentTerm().isPresent());
        // When
        replica.askForAll();
        // Then
        await().atMost(Duration.ofSeconds(1)).until(() -> replica.held() == RESOURCES.size());
    }

    @Test
    void aMemberThatComesGetsItsShareAndEveryResourceHasOneOwner() {
        // Given
        var first = new Running().holding(RESOURCES.size());
        // When
        var second = new Running();
        second.askForAll();
        // Then
        await().atMost(Duration.ofSeconds(6)).untilAsserted(() -> {
            assertThat(second.held()).isPositive();
            assertThat(first.held()).isPositive();
            assertThat(first.held() + second.held()).isEqualTo(RESOURCES.size());
        });
    }

    @Test
    void theBucketsOfADeadMemberAreTakenOverWithinFifteenSeconds() {
        // Given
        var dead = new Running().holding(RESOURCES.size());
        var heir = new Running();
        heir.askForAll();
        await().until(() -> heir.held() > 0);
        // When
        dead.line.cut();
        // Then
        await().atMost(Duration.ofSeconds(15)).until(() -> heir.held() == RESOURCES.size());
    }

    @Test
    void aMemberThatWasCutOffAndComesBackFindsItsBucketsLost() {
        // Given
        var cutOff = new Running().holding(RESOURCES.size());
        cutOff.line.cut();
        var heir = new Running();
        heir.askForAll();
        await().atMost(Duration.ofSeconds(20)).until(() -> heir.held() == RESOURCES.size());
        // When
        cutOff.line.mend();
        // Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(cutOff.lost).hasPositiveValue();
            assertThat(cutOff.held() + heir.held()).isEqualTo(RESOURCES.size());
        });
    }

    @Test
    void whatALeavingMemberKnewIsElsewhereWithinTwoSeconds() throws Exception {
        // Given
        var leaving = new Running().holding(RESOURCES.size());
        var mailbox = new Mailbox(RESOURCES.getFirst(), "a@contoso.com", Protocol.IMAP, "mail.contoso.com:993",
                "Inbox");
        var heir = new Running();
        heir.askForAll();
        await().until(() -> leaving.held() + heir.held() == RESOURCES.size() && heir.held() > 0);
        Stream.of(leaving, heir).forEach(it -> it.buckets.note(mailbox, BucketsTest.progress(9)));
        // When
        leaving.stop();
        // Then
        await().atMost(Duration.ofSeconds(2)).until(() -> heir.held() == RESOURCES.size());
        assertThat(heir.buckets.progress(mailbox)).isEqualTo(BucketsTest.progress(9));
    }

    @Test
    void whatIsWrittenIsThereAfterARestart() throws Exception {
        // Given
        var first = new Running().holding(RESOURCES.size());
        var mailbox = new Mailbox(RESOURCES.getFirst(), "a@contoso.com", Protocol.IMAP, "mail.contoso.com:993",
                "Inbox");
        // When
        var written = first.buckets.write(mailbox, BucketsTest.progress(9));
        // Then
        assertThat(written).isTrue();
        first.line.cut();
        var second = new Running();
        second.askForAll();
        await().atMost(Duration.ofSeconds(15)).until(() -> second.held() == RESOURCES.size());
        assertThat(second.buckets.progress(mailbox)).isEqualTo(BucketsTest.progress(9));
    }

    /// The first is asked twice: what closes between two questions is no offence.
    private void look(ResourceKey resource) {
        var guards = running.stream().map(it -> it.guard).toList();
        for (var i = 0; i + 1 < guards.size(); i++) {
            if (guards.get(i).allows(resource) && guards.get(i + 1).allows(resource)
                    && guards.get(i).allows(resource)) {
                bothOpen.incrementAndGet();
            }
        }
    }

    /// One operator's membership and buckets with all their threads.
    private final class Running implements OwnershipListener {
        final Line line = new Line();
        final KubernetesClient client;
        final Membership membership;
        final Buckets buckets;
        final Guard guard;
        final AtomicInteger lost = new AtomicInteger();

        Running() {
            var builder = new KubernetesClientBuilder().withConfig(config);
            line.attachTo(builder);
            client = builder.build();
            var settings = OwnershipSettings.defaults(config.getNamespace());
            var clocks = new Clocks(Clock.systemUTC(), System::nanoTime);
            membership = new Membership(client, settings, "operator-0", StoreEvents.none(), clocks);
            buckets = new Buckets(client, settings, membership, new WriteBudget(20, 256 * 1024, System::nanoTime),
                    StoreEvents.none(), clocks);
            guard = new LeaseGuard(buckets);
            membership.start();
            buckets.start(this);
            running.add(this);
        }

        void askForAll() {
            RESOURCES.forEach(buckets::ownership);
        }

        Running holding(int count) {
            askForAll();
            await().until(() -> held() == count);
            return this;
        }

        long held() {
            return RESOURCES.stream().filter(it -> buckets.ownership(it) == Ownership.HELD).count();
        }

        void stop() {
            buckets.close();
            membership.close();
        }

        @Override
        public void onRelease(BucketId bucket) {}

        @Override
        public void onLost(BucketId bucket) {
            lost.incrementAndGet();
        }

        @Override
        public void onChanged(BucketId bucket) {}
    }
}
