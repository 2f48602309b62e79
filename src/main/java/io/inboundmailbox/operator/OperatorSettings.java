package io.inboundmailbox.operator;

import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the Kubernetes edge needs of the configuration.
///
/// @param podName identity of this replica among its peers
/// @param ownership the own namespace, and how membership and ownership are timed
/// @param watchNamespaces namespaces whose resources are served; empty means all
/// @param customCloud the hosts behind `cloud: Custom`; null when there are none
/// @param tokenHosts hosts beside those of the clouds that may be given bearer tokens
public record OperatorSettings(String podName, OwnershipSettings ownership, Set<String> watchNamespaces,
        @Nullable Cloud customCloud, HostList tokenHosts) {
    /// The name under which the operator is installed and speaks: in Events, and in `status.controller`.
    public static final String NAME = "inbound-mailbox-operator";

    public OperatorSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
    }

    /// This installation, as `status.controller` names it: `namespace/name`.
    String controller() {
        return ownership.namespace() + "/" + NAME;
    }
}
