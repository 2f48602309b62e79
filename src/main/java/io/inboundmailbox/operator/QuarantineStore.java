package io.inboundmailbox.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.LogKeys;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.Quarantine;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Keeps the references of quarantined messages: one ConfigMap in the operator's namespace for each resource that has
/// any, with `format` and `references`, a JSON array of at most 500. A reference says where the message lies, never
/// what is in it. A message is kept once, however often it is quarantined. Thread-safe; every write is fenced by the
/// resourceVersion that it is based on.
public final class QuarantineStore implements Quarantine {
    /// More are a sign of a broken sink, not of broken messages.
    public static final int LIMIT = 500;

    private static final Logger log = LoggerFactory.getLogger(QuarantineStore.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ATTEMPTS = 5;
    private static final String FORMAT = "format";
    private static final String FORMAT_1 = "1";
    private static final String REFERENCES = "references";
    private static final String EVENT_ID = "eventId";

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;

    public QuarantineStore(KubernetesClient client, String namespace, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
    }

    /// Waits for the API server. Also false when the quarantine is full, or of a format that this version does not
    /// read.
    @Override
    public boolean keep(MessageRef message, Problem why) {
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                var found = client.configMaps()
                        .inNamespace(namespace)
                        .withName(name(message.mailbox().resource()))
                        .get();
                var references = references(found);
                if (knows(references, message)) {
                    return true;
                }
                if (references.size() >= LIMIT) {
                    return false;
                }
                references.add(reference(message, why));
                if (write(found, message.mailbox().resource(), references)) {
                    return true;
                }
            }
            return false;
        } catch (KubernetesClientException e) {
            return failed(message, log.atWarn().addKeyValue(LogKeys.CODE, e.getCode()));
        } catch (IllegalArgumentException e) {
            return failed(message, log.atError().setCause(e));
        }
    }

    /// How many references are kept for a resource. Waits for the API server.
    public int count(ResourceKey resource) {
        return references(client.configMaps().inNamespace(namespace).withName(name(resource)).get()).size();
    }

    static String name(ResourceKey resource) {
        return "inbound-mailbox-quarantine-" + Hash.of(resource.toString()).hex().substring(0, 16);
    }

    private static boolean failed(MessageRef message, LoggingEventBuilder event) {
        event.addKeyValue(LogKeys.MAILBOX, message.mailbox().logId())
                .addKeyValue(LogKeys.EVENT_ID, message.eventId())
                .log("A message could not be put into quarantine");
        return false;
    }

    /// @return false when somebody else was quicker
    private boolean write(@Nullable ConfigMap found, ResourceKey resource, ArrayNode references) {
        var data = Map.of(FORMAT, FORMAT_1, REFERENCES, references.toString());
        var maps = client.configMaps().inNamespace(namespace);
        try {
            if (found == null) {
                maps.resource(blank(resource).addToData(data).build()).create();
            } else {
                maps.resource(new ConfigMapBuilder(found).addToData(data).build()).update();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private ConfigMapBuilder blank(ResourceKey resource) {
        return new ConfigMapBuilder().withNewMetadata()
                .withName(name(resource))
                .withNamespace(namespace)
                .withLabels(Names.labels(Names.QUARANTINE_LABEL))
                .withAnnotations(Map.of(Names.RESOURCE_ANNOTATION, resource.toString()))
                .endMetadata();
    }

    private static ArrayNode references(@Nullable ConfigMap found) {
        if (found == null || found.getData() == null) {
            return JSON.createArrayNode();
        }
        if (!FORMAT_1.equals(found.getData().getOrDefault(FORMAT, FORMAT_1))) {
            throw new IllegalArgumentException("the format of the quarantine is not known");
        }
        try {
            if (JSON.readTree(found.getData().getOrDefault(REFERENCES, "[]")) instanceof ArrayNode array) {
                return array;
            }
            throw new IllegalArgumentException("the references are no JSON array");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the references are no JSON", e);
        }
    }

    private static boolean knows(ArrayNode references, MessageRef message) {
        return references.valueStream().anyMatch(it -> message.eventId().equals(it.path(EVENT_ID).textValue()));
    }

    private ObjectNode reference(MessageRef message, Problem why) {
        var json = JSON.createObjectNode()
                .put(EVENT_ID, message.eventId())
                .put("mailbox", message.mailbox().key())
                .put("reference", message.reference())
                .put("reason", why.reason().name())
                .put("time", clock.instant().toString());
        var receivedAt = message.receivedAt();
        return receivedAt == null ? json : json.put("receivedAt", receivedAt.toString());
    }
}
