package io.inboundmailbox.operator;

/// A Secret or ConfigMap that a resource names, in the resource's own namespace.
record Reference(Kind kind, String namespace, String name) {
    enum Kind {
        Secret,
        ConfigMap
    }
}
