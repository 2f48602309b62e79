package io.inboundmailbox.worker;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.Start;
import io.inboundmailbox.plan.WorkerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// All workers of this process. Plans go in, reports come out; equal plans change nothing, and a plan that differs
/// restarts just the workers concerned. Thread-safe; no method waits but [#close].
public final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    /// `start.from: Now` reaches back so far, for clocks that differ from the mail server's.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Surroundings world;
    private final Map<ResourceKey, Team> teams = new HashMap<>();
    /// Stopped workers that may not have ended yet: a successor waits for them.
    private final Map<Mailbox, MailboxWorker> leaving = new HashMap<>();

    public WorkerPool(Surroundings world) {
        this.world = world;
    }

    /// The workers of one resource, in the order of its plan.
    private static final class Team {
        private Map<Mailbox, MailboxWorker> workers = Map.of();
        private String fetchRequest = "";
    }

    /// Makes what runs for the resource equal to the plan.
    ///
    /// @return whether what ran before used other credentials of the same kind
    public synchronized boolean apply(WorkerPlan plan) {
        prune();
        noteStarts(plan);
        var team = teams.computeIfAbsent(plan.resource(), _ -> new Team());
        var before = team.workers;
        var after = new LinkedHashMap<Mailbox, MailboxWorker>();
        var fresh = new ArrayList<MailboxWorker>();
        for (var mailbox : plan.mailboxes()) {
            var job = new MailboxJob(mailbox, plan.source(), plan.sink(), plan.rules());
            var worker = before.get(mailbox);
            if (worker == null || !worker.job().equals(job)) {
                worker = new MailboxWorker(job, world, worker == null ? leaving.get(mailbox) : worker);
                fresh.add(worker);
            }
            after.put(mailbox, worker);
        }
        team.workers = after;
        before.values().stream().filter(worker -> !after.containsValue(worker)).forEach(this::stop);
        fresh.forEach(MailboxWorker::start);
        if (!fresh.isEmpty()) {
            log(plan.resource()).addKeyValue(LogKeys.COUNT, fresh.size()).log("Workers started");
        }
        request(plan, team, fresh);
        return before.values().stream().anyMatch(worker -> rotated(worker.job(), plan));
    }

    private static boolean rotated(MailboxJob before, WorkerPlan plan) {
        var old = before.source().credentials();
        var now = plan.source().credentials();
        return old.getClass().equals(now.getClass()) && !old.equals(now);
    }

    /// Stops what runs for the resource, if anything does. Returns at once.
    public synchronized void remove(ResourceKey resource) {
        prune();
        var team = teams.remove(resource);
        if (team != null) {
            team.workers.values().forEach(this::stop);
            log(resource).addKeyValue(LogKeys.COUNT, team.workers.size()).log("Workers stopped");
        }
    }

    /// Stops what runs for the resources and waits until their last deliveries have ended, at most for the time given.
    public void drain(Collection<ResourceKey> resources, Duration time) {
        var workers = new ArrayList<MailboxWorker>();
        synchronized (this) {
            resources.forEach(this::remove);
            var drained = Set.copyOf(resources);
            leaving.values().stream().filter(worker -> drained.contains(worker.resource())).forEach(workers::add);
        }
        await(workers, time);
    }

    /// The latest reports of the resource's mailboxes, in the order of its plan; empty when nothing runs.
    public synchronized List<MailboxReport> reports(ResourceKey resource) {
        var team = teams.get(resource);
        return team == null ? List.of() : team.workers.values().stream().map(MailboxWorker::report).toList();
    }

    /// The resources for which something runs.
    public synchronized List<ResourceKey> resources() {
        return List.copyOf(teams.keySet());
    }

    /// How many mailboxes are worked on.
    public synchronized int size() {
        return teams.values().stream().mapToInt(team -> team.workers.size()).sum();
    }

    /// Stops all workers and waits a few seconds for their last deliveries to end.
    @Override
    public void close() {
        List<MailboxWorker> all;
        synchronized (this) {
            teams.values().forEach(team -> team.workers.values().forEach(this::stop));
            teams.clear();
            all = List.copyOf(leaving.values());
        }
        await(all, CLOSE);
    }

    private void stop(MailboxWorker worker) {
        leaving.put(worker.job().mailbox(), worker);
        worker.stop();
    }

    private void prune() {
        leaving.values().removeIf(worker -> worker.awaitEnd(Duration.ZERO));
    }

    /// Waits for all of them together; another thread, because one that is slow must not use up the others' time.
    private static void await(List<MailboxWorker> workers, Duration time) {
        var waiting = Thread.ofVirtual().name("drain").start(() -> workers.forEach(MailboxWorker::awaitEnd));
        try {
            if (!waiting.join(time)) {
                var unfinished = workers.stream().filter(worker -> !worker.awaitEnd(Duration.ZERO)).count();
                LOG.atWarn().addKeyValue(LogKeys.COUNT, unfinished).log("Workers did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.interrupt();
        }
    }

    /// Decides where mailboxes without progress begin, for all of them before the first one runs: once something is
    /// kept for the resource, a mailbox without progress counts as a later addition.
    private void noteStarts(WorkerPlan plan) {
        var known = world.cursors().knows(plan.resource());
        var now = known ? world.clock().instant() : plan.createdAt();
        for (var mailbox : plan.mailboxes()) {
            try {
                if (world.cursors().progress(mailbox).equals(Progress.NONE)) {
                    world.cursors().note(mailbox, Progress.NONE.startingAt(startAt(plan.rules().start(), now)));
                }
            } catch (CursorStore.UnreadableCursorException e) {
                // The worker meets the same and reports it; what is stored stays as it is.
                log(plan.resource()).addKeyValue(LogKeys.MAILBOX, mailbox.logId()).log("Cursor is unreadable");
            }
        }
    }

    private static Instant startAt(Start start, Instant now) {
        return switch (start) {
            case Start.Now _ -> now.minus(CLOCK_SKEW);
            case Start.Beginning _ -> Instant.EPOCH;
            case Start.Time(var instant) -> instant;
        };
    }

    /// A worker that was just made has the request to answer too, also when the one before it heard of it already.
    private static void request(WorkerPlan plan, Team team, List<MailboxWorker> fresh) {
        var request = Objects.requireNonNullElse(plan.fetchRequest(), "");
        if (!request.isEmpty()) {
            var asked = request.equals(team.fetchRequest) ? fresh : team.workers.values();
            asked.forEach(worker -> worker.fetchNow(request));
        }
        team.fetchRequest = request;
    }

    private static LoggingEventBuilder log(ResourceKey resource) {
        return LOG.atInfo()
                .addKeyValue(LogKeys.NAMESPACE, resource.namespace())
                .addKeyValue(LogKeys.NAME, resource.name());
    }
}
