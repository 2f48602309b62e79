package io.inboundmailbox.mail;

/// Namespace and name of an `InboundMailbox`. Never its uid: a resource that is re-created goes on where it stopped.
public record ResourceKey(String namespace, String name) implements Comparable<ResourceKey> {
    public ResourceKey {
        if (namespace.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("namespace and name of a resource must not be blank");
        }
    }

    @Override
    public int compareTo(ResourceKey other) {
        var byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /// `namespace/name`, as logs and buckets spell it.
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
