package io.inboundmailbox.operator;

import java.util.Map;

/// The labels and annotations of the objects that the operator keeps in its own namespace.
final class Names {
    static final String OPERATOR = "inbound-mailbox-operator";
    static final String MEMBER_LABEL = "inboundmailbox.io/member";
    static final String CURSORS_LABEL = "inboundmailbox.io/cursors";
    static final String QUARANTINE_LABEL = "inboundmailbox.io/quarantine";
    /// On a member Lease: how often it was renewed.
    static final String RENEWALS_ANNOTATION = "inboundmailbox.io/renewals";
    /// `namespace/name` of the `InboundMailbox` that an object belongs to.
    static final String RESOURCE_ANNOTATION = "inboundmailbox.io/resource";

    private static final String NAME_LABEL = "app.kubernetes.io/name";

    private Names() {}

    static Map<String, String> labels(String kind) {
        return Map.of(NAME_LABEL, OPERATOR, kind, "true");
    }
}
