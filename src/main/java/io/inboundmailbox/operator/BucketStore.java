package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Optional;

/// Reads and writes buckets. Every write is fenced by the resourceVersion that it is based on. Thread-safe; waits for
/// the API server and throws [KubernetesClientException] when that does not answer well.
final class BucketStore {
    private final KubernetesClient client;
    private final String namespace;

    /// The bucket is not what the writer took it for. Read it again.
    static final class StaleException extends Exception {
        private static final long serialVersionUID = 1L;

        StaleException(Throwable cause) {
            super("somebody else has written the bucket", cause);
        }
    }

    BucketStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    Optional<StoredBucket> read(BucketId id) {
        return Optional.ofNullable(maps().withName(StoredBucket.name(id)).get())
                .map(map -> new StoredBucket(id, map));
    }

    StoredBucket blank(BucketId id) {
        return StoredBucket.blank(id, namespace);
    }

    /// Creates a bucket that is not stored, replaces one that is.
    ///
    /// @return as it is stored now
    /// @throws StaleException when it was written, created or deleted since it was read
    StoredBucket write(StoredBucket bucket) throws StaleException {
        try {
            var resource = maps().resource(bucket.map());
            return new StoredBucket(bucket.id(), bucket.stored() ? resource.update() : resource.create());
        } catch (KubernetesClientException e) {
            var deleted = bucket.stored() && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            if (deleted || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new StaleException(e);
            }
            throw e;
        }
    }

    private NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps() {
        return client.configMaps().inNamespace(namespace);
    }
}
