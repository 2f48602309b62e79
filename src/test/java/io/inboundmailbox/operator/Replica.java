package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.inboundmailbox.mail.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One operator's membership and buckets on a mock server, without threads of their own: nothing happens but by
/// [#renew()], [#observe()] and [#tick()].
final class Replica implements OwnershipListener {
    static final String NAMESPACE = "mail-system";

    final Line line = new Line();
    final KubernetesClient client;
    final Membership membership;
    final Buckets buckets;
    final List<String> heard = new ArrayList<>();
    final List<StoreEvents.Outcome> writes = new ArrayList<>();
    /// What its workers do while the bucket is taken from them.
    Runnable atRelease = () -> {};

    Replica(KubernetesMockServer server, FakeTime time) {
        this(server, time, new WriteBudget(1000, 10_000_000, time::nanos));
    }

    Replica(KubernetesMockServer server, FakeTime time, WriteBudget budget) {
        var settings = OwnershipSettings.defaults(NAMESPACE);
        client = server.createClient(line::attachTo);
        var events = new StoreEvents() {
            @Override
            public void cursorWrite(Outcome outcome) {
                writes.add(outcome);
            }

            @Override
            public void leaseRenewal(Outcome outcome) {}
        };
        membership = new Membership(client, settings, "pod", events, time.clocks());
        var jobs = new BucketJobs(new BucketStore(client, NAMESPACE), membership, settings, events,
                time.clocks().wall());
        buckets = new Buckets(jobs, membership, budget, new Deletions(time.clocks(), settings.cursorRetention()),
                time.clocks(), Runnable::run);
        buckets.listen(this);
    }

    Replica joined() {
        renew();
        observe();
        return this;
    }

    void renew() {
        membership.renew();
    }

    void observe() {
        membership.observe();
    }

    void tick() {
        buckets.tick();
    }

    /// Asks for the resource and lets the claim happen.
    Replica claiming(ResourceKey resource) {
        buckets.ownership(resource);
        tick();
        return this;
    }

    /// A resource that this replica should own while these others are alive.
    ResourceKey share(Replica... others) {
        var members = Stream.of(others).map(it -> it.membership.identity());
        var assignment = new Assignment(Stream.concat(members, Stream.of(membership.identity()))
                .toList());
        return IntStream.range(0, 1000)
                .mapToObj(i -> new ResourceKey("helpdesk", "support-" + i))
                .filter(it -> assignment.owner(BucketId.of(it)).equals(membership.identity()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void onRelease(BucketId bucket) {
        heard.add("release");
        atRelease.run();
    }

    @Override
    public void onLost(BucketId bucket) {
        heard.add("lost");
    }

    @Override
    public void onChanged(BucketId bucket) {
        heard.add("changed");
    }
}
