package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.mail.ResourceKey;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The resources whose cursors live in a bucket, read from the cache of primaries. Thread-safe.
final class Residents {
    private volatile @Nullable IndexedResourceCache<InboundMailbox> cache;

    /// Called once, before anything runs.
    void of(IndexedResourceCache<InboundMailbox> primaries) {
        cache = primaries;
    }

    Optional<InboundMailbox> find(ResourceKey key) {
        var primaries = cache;
        return primaries == null ? Optional.empty() : primaries.get(new ResourceID(key.name(), key.namespace()));
    }

    List<ResourceKey> in(BucketId bucket) {
        var primaries = cache;
        return primaries == null
                ? List.of()
                : primaries.list()
                        .map(resource -> new ResourceKey(resource.getMetadata().getNamespace(),
                                resource.getMetadata().getName()))
                        .filter(key -> BucketId.of(key).equals(bucket))
                        .toList();
    }
}
