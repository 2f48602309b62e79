package io.inboundmailbox.operator;

import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.ResourceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What resources name, read by name when it is first asked for and again when the bell rings; one read at a time per
/// object. Asking never waits: while nothing is known the answer is [Lookup.Pending], and the askers are triggered when
/// that changes. Thread-safe.
final class ReferenceStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceStore.class);
    private static final Duration AGAIN = Duration.ofSeconds(3);
    /// So many at a time: one that takes long holds up no other, and a start with many asks for them bit by bit.
    private static final int READS = 16;

    private final Function<Reference, Lookup> reader;
    private final Consumer<ResourceKey> changed;
    private final Duration again;
    private final Map<Reference, Entry> entries = new HashMap<>();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(READS,
            Thread.ofVirtual().name("reference-", 0).factory());

    /// @param reader reads one object; may block, and may throw when it should be tried again
    /// @param changed triggers a resource; called on the store's threads
    ReferenceStore(Function<Reference, Lookup> reader, Consumer<ResourceKey> changed) {
        this(reader, changed, AGAIN);
    }

    /// @param again the time after which a read that failed is tried again
    ReferenceStore(Function<Reference, Lookup> reader, Consumer<ResourceKey> changed, Duration again) {
        this.reader = reader;
        this.changed = changed;
        this.again = again;
    }

    private static final class Entry {
        private Lookup current = new Lookup.Pending();
        private final Set<ResourceKey> askers = new HashSet<>();
        private boolean reading;
        private boolean rung;
    }

    /// What is known now. The asker is remembered and triggered whenever it changes.
    synchronized Lookup lookup(ResourceKey asker, Reference reference) {
        var entry = entries.computeIfAbsent(reference, _ -> new Entry());
        entry.askers.add(asker);
        if (entry.current instanceof Lookup.Pending) {
            read(reference, entry);
        }
        return entry.current;
    }

    /// The object may have changed: it is read again if anybody asked for it. What was known stands until then.
    synchronized void ring(Reference reference) {
        var entry = entries.get(reference);
        if (entry != null) {
            entry.rung = entry.reading;
            read(reference, entry);
        }
    }

    /// Everything may have changed, as after a bell that was out of order.
    synchronized void ringAll() {
        Set.copyOf(entries.keySet()).forEach(this::ring);
    }

    /// Whether anybody asks for the object.
    synchronized boolean wants(Reference reference) {
        return entries.containsKey(reference);
    }

    /// The resource is gone, or asks for nothing but these any more.
    synchronized void keepOnly(ResourceKey asker, Set<Reference> references) {
        entries.entrySet().removeIf(entry -> {
            if (!references.contains(entry.getKey())) {
                entry.getValue().askers.remove(asker);
            }
            return entry.getValue().askers.isEmpty();
        });
    }

    private void read(Reference reference, Entry entry) {
        if (!entry.reading) {
            entry.reading = true;
            executor.execute(() -> readNow(reference, entry));
        }
    }

    private void readNow(Reference reference, Entry entry) {
        try {
            store(reference, entry, reader.apply(reference));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.NAMESPACE, reference.namespace())
                    .setCause(e)
                    .log("Secret or ConfigMap could not be read, trying again");
            readAgain(reference, entry);
        }
    }

    /// Unless nobody asks for it any more.
    private synchronized void readAgain(Reference reference, Entry entry) {
        if (entries.get(reference) == entry && !executor.isShutdown()) {
            var _ = executor.schedule(() -> readNow(reference, entry), again.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void store(Reference reference, Entry entry, Lookup found) {
        Set<ResourceKey> askers;
        synchronized (this) {
            entry.reading = false;
            var news = !found.equals(entry.current);
            entry.current = found;
            askers = news ? Set.copyOf(entry.askers) : Set.of();
            if (entry.rung) {
                entry.rung = false;
                read(reference, entry);
            }
        }
        askers.forEach(changed);
    }

    @Override
    public synchronized void close() {
        executor.shutdownNow();
    }
}
