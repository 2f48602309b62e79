package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one Secret or ConfigMap by name. Blocks; never called on a reconciler thread.
final class ReferenceReader {
    private final KubernetesClient client;

    ReferenceReader(KubernetesClient client) {
        this.client = client;
    }

    /// @throws KubernetesClientException when the API server does not answer properly: try again later
    Lookup read(Reference reference) {
        try {
            return switch (reference.kind()) {
                case Secret -> of(client.secrets().inNamespace(reference.namespace()).withName(reference.name()).get());
                case ConfigMap ->
                    of(client.configMaps().inNamespace(reference.namespace()).withName(reference.name()).get());
            };
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new Lookup.Forbidden();
            }
            throw e;
        }
    }

    private static Lookup of(@Nullable Secret secret) {
        if (secret == null) {
            return new Lookup.Absent();
        }
        var data = new HashMap<String, String>();
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .forEach((key, value) -> data.put(key,
                        new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return new Lookup.Present(data);
    }

    private static Lookup of(@Nullable ConfigMap configMap) {
        return configMap == null
                ? new Lookup.Absent()
                : new Lookup.Present(Objects.requireNonNullElse(configMap.getData(), Map.of()));
    }
}
