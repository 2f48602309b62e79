package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/// A bucket as the API server keeps it: one ConfigMap with the head (`format`, `owner`, `epoch`) and `entries`. Further
/// fields and metadata are kept as they are. A value; the ConfigMap is never changed in place.
record StoredBucket(BucketId id, ConfigMap map) {
    private static final String FORMAT = "format";
    private static final String OWNER = "owner";
    private static final String EPOCH = "epoch";
    private static final String ENTRIES = "entries";
    private static final String FORMAT_1 = "1";
    private static final String NO_ENTRIES = "{}";

    /// One that is not stored yet.
    static StoredBucket blank(BucketId id, String namespace) {
        return new StoredBucket(id, new ConfigMapBuilder().withNewMetadata()
                .withName(name(id))
                .withNamespace(namespace)
                .withLabels(Names.labels(Names.CURSORS_LABEL))
                .endMetadata()
                .withData(Map.of(FORMAT, FORMAT_1, OWNER, "", EPOCH, "0", ENTRIES, NO_ENTRIES))
                .build());
    }

    static String name(BucketId id) {
        return "inbound-mailbox-cursors-" + id.hex();
    }

    /// Whether this version understands it. Otherwise nothing else may be asked and it must not be written.
    boolean readable() {
        try {
            EntryCodec.parse(entries());
            return FORMAT_1.equals(field(FORMAT, "")) && epoch() >= 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Empty when nobody owns it.
    String owner() {
        return field(OWNER, "");
    }

    /// How often it was claimed.
    long epoch() {
        return Long.parseLong(field(EPOCH, "0"));
    }

    String entries() {
        return field(ENTRIES, NO_ENTRIES);
    }

    StoredBucket with(String owner, long epoch, String entries) {
        return new StoredBucket(id, new ConfigMapBuilder(map)
                .addToData(Map.of(FORMAT, FORMAT_1, OWNER, owner, EPOCH, Long.toString(epoch), ENTRIES, entries))
                .build());
    }

    /// The same without any trace of having been stored.
    StoredBucket afresh() {
        return new StoredBucket(id, new ConfigMapBuilder(map).editMetadata()
                .withResourceVersion(null)
                .withUid(null)
                .withCreationTimestamp(null)
                .withManagedFields()
                .endMetadata()
                .build());
    }

    boolean stored() {
        return map.getMetadata().getResourceVersion() != null;
    }

    private String field(String key, String otherwise) {
        return map.getData() == null ? otherwise : map.getData().getOrDefault(key, otherwise);
    }
}
