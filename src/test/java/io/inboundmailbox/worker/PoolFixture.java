package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.plan.WorkerPlan;
import io.inboundmailbox.testing.FakeMailSink;
import io.inboundmailbox.testing.FakeMailSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/// A pool whose sources and sinks are made anew for each worker, as the real ones are, and can be looked at.
final class PoolFixture implements AutoCloseable {
    static final Instant CREATED = ManualClock.START.minusSeconds(3600);

    final World world;
    final List<FakeMailSource> sources = new CopyOnWriteArrayList<>();
    final List<FakeMailSink> sinks = new CopyOnWriteArrayList<>();
    final WorkerPool pool;
    /// What is done to a source, or a sink, before a worker gets it.
    volatile Consumer<FakeMailSource> preparing = _ -> {};
    volatile Consumer<FakeMailSink> preparingSink = _ -> {};

    PoolFixture(Path directory) {
        world = new World(directory);
        pool = new WorkerPool(new Surroundings((_, _) -> source(), _ -> sink(), world.cursors, _ -> world.allowed,
                world.quarantine, world.reports::add, world.spool, world.clock, new Random(1)));
    }

    private FakeMailSource source() {
        var source = new FakeMailSource();
        preparing.accept(source);
        sources.add(source);
        return source;
    }

    private FakeMailSink sink() {
        var sink = new FakeMailSink();
        preparingSink.accept(sink);
        sinks.add(sink);
        return sink;
    }

    /// A plan for these addresses of one resource, with an interval so long that nothing happens by itself.
    static WorkerPlan plan(String... addresses) {
        return plan("support", Duration.ofHours(1), addresses);
    }

    static WorkerPlan plan(String resource, Duration interval, String... addresses) {
        var key = new ResourceKey("helpdesk", resource);
        var mailboxes = List.of(addresses)
                .stream()
                .map(address -> new Mailbox(key, address,
                        World.MAILBOX.protocol(), World.MAILBOX.server(), World.MAILBOX.folder()))
                .toList();
        var rules = new Rules(World.RULES.start(), interval, World.RULES.maxMessageSize(),
                World.RULES.afterDelivery(), World.RULES.attempts(), World.RULES.afterRejection());
        return new WorkerPlan(key, mailboxes, World.settings("secret"), new SinkSettings.Stdout(), rules, CREATED,
                null);
    }

    static WorkerPlan asking(WorkerPlan plan, @Nullable String request) {
        return new WorkerPlan(plan.resource(), plan.mailboxes(), plan.source(), plan.sink(), plan.rules(),
                plan.createdAt(), request);
    }

    static WorkerPlan withPassword(WorkerPlan plan, String password) {
        return new WorkerPlan(plan.resource(), plan.mailboxes(), World.settings(password), plan.sink(), plan.rules(),
                plan.createdAt(), plan.fetchRequest());
    }

    static void eventually(ThrowingRunnable condition) {
        await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5)).untilAsserted(condition);
    }

    /// It stays so for a while, in which it would have become otherwise.
    static void still(ThrowingRunnable condition) {
        await().during(Duration.ofMillis(150))
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(condition);
    }

    /// Waits until so many workers were made, and the latest has looked.
    void awaitPolled(int workers) {
        eventually(() -> {
            assertThat(sources).hasSize(workers);
            assertThat(sources.getLast().looks).isNotEmpty();
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
