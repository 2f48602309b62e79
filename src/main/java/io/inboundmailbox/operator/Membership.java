package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.operator.StoreEvents.Outcome;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process as a member of the installation: renews one Lease of its own, and watches those of the others. Two
/// threads of its own, so that a slow list never delays a renewal. Give it a client of its own with a request timeout
/// well below the renew interval's double and without retries. Thread-safe.
public final class Membership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    private static final int POD_NAME_LIMIT = 180;

    private final KubernetesClient client;
    private final OwnershipSettings settings;
    private final StoreEvents events;
    private final Clocks clocks;
    private final String identity;
    private final Sightings sightings;
    private final LeaseTerm term;
    private final ReentrantLock observing = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;
    private volatile Assignment assignment;
    private volatile @Nullable Runnable onChange;
    private volatile boolean renewing = true;
    private volatile boolean observed;
    private boolean listing = true;
    private long observedFrom;
    private long renewals;
    /// As last written; null when that is not known. Only the renewing thread uses it.
    private @Nullable Lease lease;

    /// @param podName a part of the Lease's name; need not be unique
    public Membership(KubernetesClient client, OwnershipSettings settings, String podName, StoreEvents events,
            Clocks clocks) {
        this.client = client;
        this.settings = settings;
        this.events = events;
        this.clocks = clocks;
        this.identity = uniqueName(podName);
        this.sightings = new Sightings(settings.leaseDuration(), clocks.nanoTime());
        this.term = new LeaseTerm(settings.leaseDuration(), settings.margin(), clocks.nanoTime());
        this.assignment = new Assignment(Set.of(identity));
        this.threads = List.of(every(settings.renewInterval(), "membership-renew", this::renew),
                every(settings.renewInterval().dividedBy(2), "membership-observe", this::observe));
    }

    /// The name of the own Lease: unique for each process, whatever the Pod is called.
    public String identity() {
        return identity;
    }

    /// How many members are alive, as far as this one knows; itself included.
    public int members() {
        return assignment.members().size();
    }

    /// Begins to renew and to watch.
    public void start() {
        threads.forEach(Thread::start);
    }

    /// Stops renewing and deletes the own Lease, so that the others need not wait. To be called after the buckets were
    /// released. Does not fail: a Lease that stays is found dead by the others.
    @Override
    public void close() {
        closed.countDown();
        try {
            for (var thread : threads) {
                thread.join(settings.renewInterval().toMillis());
            }
            leases().withName(identity).delete();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (KubernetesClientException e) {
            log.atWarn().addKeyValue(LogKeys.CODE, e.getCode()).log("The own Lease could not be deleted");
        }
    }

    /// Is told when members come or go, on a thread of this class.
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /// Who should own which bucket. Empty until the others have been seen once.
    Optional<Assignment> assignment() {
        return observed ? Optional.of(assignment) : Optional.empty();
    }

    /// See [LeaseTerm#current()].
    OptionalLong currentTerm() {
        return term.current();
    }

    /// See [LeaseTerm#covers(long)].
    boolean covers(long ofTerm) {
        return term.covers(ofTerm);
    }

    /// Whether a member is dead for certain: judged by a list that is asked for after this call. A member that is heard
    /// of for the first time is never dead yet. Waits for the API server when it may be dead.
    boolean gone(String member) {
        sightings.watch(member);
        if (!sightings.gone(member)) {
            return false;
        }
        var asked = clocks.nanoTime().getAsLong();
        observing.lock();
        try {
            // Somebody else may have asked while this thread waited for the lock.
            if (observedFrom - asked <= 0) {
                list();
            }
        } finally {
            observing.unlock();
        }
        return sightings.gone(member);
    }

    void renew() {
        var sent = clocks.nanoTime().getAsLong();
        try {
            lease = push();
            term.renewed(sent);
            events.leaseRenewal(Outcome.OK);
            if (!renewing) {
                log.atInfo().addKeyValue(LogKeys.MEMBER, identity).log("Lease renewed again");
            }
            renewing = true;
        } catch (RuntimeException e) {
            lease = null;
            events.leaseRenewal(Outcome.ERROR);
            (renewing ? log.atWarn() : log.atDebug()).addKeyValue(LogKeys.MEMBER, identity)
                    .addKeyValue(LogKeys.CODE, code(e))
                    .log("Lease could not be renewed");
            renewing = false;
        }
    }

    void observe() {
        observing.lock();
        try {
            list();
            listing = true;
            sightings.garbage().forEach(this::sweep);
        } catch (RuntimeException e) {
            (listing ? log.atWarn() : log.atDebug()).addKeyValue(LogKeys.CODE, code(e))
                    .log("Leases could not be listed");
            listing = false;
        } finally {
            observing.unlock();
        }
    }

    /// Without resourceVersion: the API server answers what is true at this moment, never from an old cache.
    private void list() {
        var sent = clocks.nanoTime().getAsLong();
        var versions = leases().withLabels(Names.labels(Names.MEMBER_LABEL))
                .list()
                .getItems()
                .stream()
                .map(Lease::getMetadata)
                .collect(Collectors.toMap(metadata -> metadata.getName(), metadata -> metadata.getResourceVersion()));
        sightings.note(versions, sent);
        observedFrom = sent;
        var live = sightings.live();
        live.add(identity);
        var changed = !observed || !live.equals(assignment.members());
        if (changed) {
            assignment = new Assignment(live);
            observed = true;
            log.atInfo().addKeyValue(LogKeys.COUNT, live.size()).log("Members changed");
            tell();
        }
    }

    private Thread every(Duration interval, String name, Runnable action) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            try {
                do {
                    action.run();
                } while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void tell() {
        var listener = onChange;
        if (listener != null) {
            listener.run();
        }
    }

    private void sweep(String name, String version) {
        try {
            leases().withName(name).lockResourceVersion(version).delete();
        } catch (KubernetesClientException e) {
            log.atDebug().addKeyValue(LogKeys.CODE, e.getCode()).log("Lease of a dead member could not be deleted");
        }
    }

    private Lease push() {
        var current = lease == null ? leases().withName(identity).get() : lease;
        if (current == null) {
            return leases().resource(renewed(blank())).create();
        }
        try {
            return leases().resource(renewed(current)).update();
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> leases().resource(renewed(blank())).create();
                case HttpURLConnection.HTTP_CONFLICT -> leases().resource(renewed(reread())).update();
                default -> throw e;
            };
        }
    }

    private Lease reread() {
        var found = leases().withName(identity).get();
        if (found == null) {
            throw new KubernetesClientException("the own Lease has just gone");
        }
        return found;
    }

    private Lease blank() {
        return new LeaseBuilder().withNewMetadata()
                .withName(identity)
                .withNamespace(settings.namespace())
                .withLabels(Names.labels(Names.MEMBER_LABEL))
                .endMetadata()
                .build();
    }

    /// The count makes each renewal a change, even when the wall clock stands still: a write that changes nothing
    /// leaves the resourceVersion as it was.
    private Lease renewed(Lease old) {
        renewals++;
        return new LeaseBuilder(old).editMetadata()
                .addToAnnotations(Names.RENEWALS_ANNOTATION, Long.toString(renewals))
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds(Math.toIntExact(Math.max(1, settings.leaseDuration().toSeconds())))
                .withRenewTime(ZonedDateTime.ofInstant(clocks.wall().instant(), ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    private NonNamespaceOperation<Lease, LeaseList, Resource<Lease>> leases() {
        MixedOperation<Lease, LeaseList, Resource<Lease>> all = client.leases();
        return all.inNamespace(settings.namespace());
    }

    private static int code(RuntimeException e) {
        return e instanceof KubernetesClientException answer ? answer.getCode() : 0;
    }

    private static String uniqueName(String podName) {
        var pod = podName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        var random = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        return Names.OPERATOR + "-" + pod.substring(0, Math.min(pod.length(), POD_NAME_LIMIT)) + "-" + random;
    }
}
