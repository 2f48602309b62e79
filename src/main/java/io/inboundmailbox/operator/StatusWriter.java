package io.inboundmailbox.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;

/// Writes a status: a patch (RFC 6902) of the status subresource that puts the whole of it in the place of what stands
/// there. It does not depend on what the cache believes that to be, so a cache that lags behind can neither break the
/// patch nor have it hit the wrong row of a list. Thread-safe.
final class StatusWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PatchContext PATCH = PatchContext.of(PatchType.JSON);

    private final KubernetesClient client;

    StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /// Writes the status, and puts what the API server answers into the cache, so that the next reconciliation sees it.
    ///
    /// @throws io.fabric8.kubernetes.client.KubernetesClientException when it was not taken; tried again by JOSDK
    void write(InboundMailbox resource, InboundMailboxStatus status, Context<InboundMailbox> context) {
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(resource), patch(resource, status), resource);
    }

    /// The same without a cache.
    InboundMailbox patch(InboundMailbox resource, InboundMailboxStatus status) {
        return client.resources(InboundMailbox.class)
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .subresource("status")
                .patch(PATCH, document(status));
    }

    private static String document(InboundMailboxStatus status) {
        try {
            // "add" replaces a member that exists (RFC 6902, section 4.1), and makes one that does not.
            return JSON.writeValueAsString(List.of(Map.of("op", "add", "path", "/status", "value", status)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status is always JSON", e);
        }
    }
}
