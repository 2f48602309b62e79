package io.inboundmailbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// What a user applies.
///
/// @param webhook where mail goes
/// @param signingKey what it is signed with
record Manifests(URI webhook, String signingKey) {
    static final String NAMESPACE = "helpdesk";
    static final String NAME = "support";

    private static final String CREDENTIALS = "contoso-mail";
    private static final String SIGNING = "tickets-webhook";

    void apply(KubernetesClient client) {
        client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
        client.resource(secret(CREDENTIALS, Map.of("tenantId", MailServer.TENANT, "clientId", MailServer.CLIENT,
                "clientSecret", MailServer.CLIENT_SECRET))).create();
        client.resource(secret(SIGNING, Map.of("signingKey", signingKey))).create();
        client.resource(mailbox()).create();
    }

    private static Secret secret(String name, Map<String, String> values) {
        // `data`, not `stringData`: the mock server does not turn one into the other.
        var data = values.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey,
                        entry -> Base64.getEncoder().encodeToString(entry.getValue().getBytes(UTF_8))));
        return new SecretBuilder().withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType("Opaque")
                .withData(data)
                .build();
    }

    /// As text, so that the API server sees what a user writes and fills in the defaults.
    private GenericKubernetesResource mailbox() {
        return Serialization.unmarshal("""
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  protocol: IMAP
                  address: %s
                  cloud: Custom
                  credentials:
                    clientSecret: {secretRef: {name: %s}}
                  start: {from: Beginning}
                  interval: 5s
                  sink:
                    webhook:
                      url: %s
                      signingSecretRef: {name: %s, key: signingKey}
                """.formatted(NAME, NAMESPACE, MailServer.ADDRESS, CREDENTIALS, webhook, SIGNING),
                GenericKubernetesResource.class);
    }
}
