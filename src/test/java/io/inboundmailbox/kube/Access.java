package io.inboundmailbox.kube;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/// What a ServiceAccount may do, as the API server's authorizer answers.
record Access(KubernetesClient admin, String account, String accountNamespace) {
    /// Whether the account may do this to any object of that kind.
    ///
    /// @param verb such as `list`
    /// @param resource `group/resource` or `group/resource/subresource`; the core group is empty: `/secrets`
    /// @param namespace where; empty means everywhere
    boolean may(String verb, String resource, String namespace) {
        var parts = List.of(resource.split("/", 3));
        var review = new SubjectAccessReviewBuilder().withNewSpec()
                .withUser("system:serviceaccount:" + accountNamespace + ":" + account)
                .withGroups("system:serviceaccounts", "system:serviceaccounts:" + accountNamespace,
                        "system:authenticated")
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(parts.get(0))
                .withResource(parts.get(1))
                .withSubresource(parts.size() > 2 ? parts.get(2) : "")
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return admin.resource(review).create().getStatus().getAllowed();
    }
}
