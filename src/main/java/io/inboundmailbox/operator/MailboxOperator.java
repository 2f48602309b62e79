package io.inboundmailbox.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.worker.WorkerPool;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import java.util.Objects;

/// The Kubernetes edge as a whole: everything between the API server and the workers. Started once, closed once; the
/// numbers may be asked by any thread.
public final class MailboxOperator implements AutoCloseable {
    private static final int WRITES = 20;
    private static final int CURSOR_BYTES = 256 << 10;
    private static final int STATUS_BYTES = 128 << 10;

    private final Membership membership;
    private final Buckets buckets;
    private final WorkerPool workers;
    private final ReferenceStore references;
    private final Bell bell;
    private final ReportFeed feed;
    private final EventPublisher events;
    private final BucketMoves moves;
    private final ReconcileMetrics metrics;
    private final Operator operator;

    /// @param client for everything but ownership
    /// @param ownershipClient for Leases and buckets alone, so that they never queue behind other requests
    public MailboxOperator(OperatorSettings settings, OperatorPorts ports, KubernetesClient client,
            KubernetesClient ownershipClient) {
        var clocks = new Clocks(ports.clock(), ports.nanoTime());
        var ownership = settings.ownership();
        var triggers = new Triggers();
        var residents = new Residents();
        membership = new Membership(ownershipClient, ownership, settings.podName(), ports.stores(), clocks);
        buckets = new Buckets(ownershipClient, ownership, membership,
                new WriteBudget(WRITES, CURSOR_BYTES, ports.nanoTime()), ports.stores(), clocks);
        events = new EventPublisher(client, OperatorSettings.NAME, settings.podName(), ports.clock());
        references = new ReferenceStore(new ReferenceReader(client)::read, triggers);
        bell = new Bell(client, settings.watchNamespaces(), references::ring);
        feed = new ReportFeed(triggers);
        var quarantine = new AnnouncedQuarantine(
                new QuarantineStore(ownershipClient, ownership.namespace(), ports.clock()), residents, events);
        workers = ports.workers().open(buckets, new LeaseGuard(buckets), quarantine, feed);
        moves = new BucketMoves(workers, residents, triggers, ports.watchers());
        metrics = new ReconcileMetrics(ports.watchers(), ports.nanoTime());
        var pace = new StatusPace(new WriteBudget(WRITES, STATUS_BYTES, ports.nanoTime()), ports.nanoTime());
        operator = operator(client, metrics);
        operator.register(
                new MailboxReconciler(new Surroundings(workers, buckets, references, bell,
                        new PlanResolver(settings.customCloud(), settings.tokenHosts()), feed, pace,
                        new StatusWriter(client), events, triggers, residents, ports.watchers(),
                        settings.controller(), ports.clock())),
                overrider -> configure(overrider, settings));
    }

    private static Operator operator(KubernetesClient client, ReconcileMetrics metrics) {
        return new Operator(overrider -> overrider.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                // One writer, one path; the mock server has no server-side apply.
                .withUseSSAToPatchPrimaryResource(false)
                .checkingCRDAndValidateLocalModel(false)
                .withMetrics(metrics));
    }

    private static void configure(ControllerConfigurationOverrider<InboundMailbox> overrider,
            OperatorSettings settings) {
        overrider.withName("inboundmailbox")
                // Deletes are events like any other: there is no finalizer.
                .withTriggerReconcilerOnAllEvents(true)
                .withGenerationAware(false)
                .withOnUpdateFilter(MailboxOperator::asksForSomething);
        if (settings.watchNamespaces().isEmpty()) {
            overrider.watchingAllNamespaces();
        } else {
            overrider.settingNamespaces(settings.watchNamespaces());
        }
    }

    /// Spec and annotations ask for something; the status is our own echo.
    private static boolean asksForSomething(InboundMailbox after, InboundMailbox before) {
        var now = after.getMetadata();
        var then = before.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations())
                || !Objects.equals(now.getUid(), then.getUid());
    }

    /// Joins the members, claims buckets and begins to reconcile. Returns once the first lists are in memory.
    public void start() {
        membership.start();
        buckets.start(moves);
        feed.start();
        bell.start();
        operator.start();
    }

    /// Whether everything that listens to the API server does.
    public boolean isHealthy() {
        return operator.getRuntimeInfo().isStarted() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    public boolean isStarted() {
        return operator.getRuntimeInfo().isStarted();
    }

    /// The numbers of this process, for gauges.
    public Numbers numbers() {
        return new Numbers(workers.size(), workers.resources().size(), BucketId.COUNT, buckets.held(),
                membership.members(), buckets.writeLag().toMillis() / 1000.0, metrics.active());
    }

    /// What is going on.
    ///
    /// @param cursorLag seconds
    public record Numbers(int workers, int resources, int buckets, int heldBuckets, int members, double cursorLag,
            int reconciling) {}

    /// Ends in the order that loses and repeats nothing: no new plans, last deliveries, cursors, Lease.
    @Override
    public void close() {
        operator.stop();
        workers.close();
        buckets.close();
        membership.close();
        bell.close();
        references.close();
        feed.close();
        events.close();
    }
}
