package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.mail.LogKeys;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes Kubernetes Events in the background. An Event is a courtesy: when the API server does not take it, or
/// there are too many at once, it is dropped and logged; conditions and metrics tell the same. Thread-safe.
final class EventPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final int QUEUE = 1000;
    /// The API takes notes of at most 1024 characters.
    private static final int MESSAGE = 1000;

    private final KubernetesClient client;
    private final String component;
    private final String instance;
    private final Clock clock;
    private final AtomicLong sequence;
    private final Map<String, Transitions.Note> latest = new ConcurrentHashMap<>();
    private final ExecutorService executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE), Thread.ofVirtual().name("events").factory(),
            (_, _) -> LOG.atWarn().log("Too many Events at once, one is dropped"));

    EventPublisher(KubernetesClient client, String component, String instance, Clock clock) {
        this.client = client;
        this.component = component;
        this.instance = instance;
        this.clock = clock;
        this.sequence = new AtomicLong(clock.millis());
    }

    /// Publishes what a change of status has to say, once: the cached status may lag behind the one that was written,
    /// and then the same change is seen again. Returns at once.
    void transition(InboundMailbox about, Transitions.Note note) {
        var before = latest.put(about.getMetadata().getUid(), note);
        if (!note.equals(before)) {
            publish(about, note);
        }
    }

    /// The resource is gone.
    void forget(InboundMailbox gone) {
        latest.remove(gone.getMetadata().getUid());
    }

    /// Publishes an Event about a resource. Returns at once.
    void publish(InboundMailbox about, Transitions.Note note) {
        executor.execute(() -> create(about, note));
    }

    private void create(InboundMailbox about, Transitions.Note note) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var metadata = about.getMetadata();
        var message = note.message().length() <= MESSAGE ? note.message() : note.message().substring(0, MESSAGE) + "…";
        var event = new EventBuilder()
                .withNewMetadata()
                .withName(metadata.getName() + "." + Long.toHexString(sequence.incrementAndGet()))
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(note.type())
                .withReason(note.reason())
                .withMessage(message)
                .withNewSource()
                .withComponent(component)
                .endSource()
                .withReportingComponent(component)
                .withReportingInstance(instance)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
        try {
            client.v1().events().inNamespace(metadata.getNamespace()).resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.NAMESPACE, metadata.getNamespace())
                    .addKeyValue(LogKeys.NAME, metadata.getName())
                    .addKeyValue(LogKeys.REASON, note.reason())
                    .setCause(e)
                    .log("Event was not taken");
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
