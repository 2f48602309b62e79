package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.HostList;
import io.inboundmailbox.plan.WorkerPlan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource, the objects around it, and what they amount to. What a test does not say is right.
final class Resolving {
    static final String SIGNING_KEY = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    final Map<Reference, Lookup> known = new HashMap<>();
    @Nullable
    Cloud customCloud;
    HostList tokenHosts = HostList.EMPTY;
    private String protocol = "IMAP";
    private String credentials = "{clientSecret: {secretRef: {name: mail}}}";
    private String sink = "{webhook: {url: 'https://tickets.example.com/mail'}}";
    private String more = "{}";

    Resolving() {
        secret("mail", Map.of("tenantId", "contoso.com", "clientId", "app", "clientSecret", "s3cret", "username",
                "support", "password", "pa55"));
    }

    Resolving secret(String name, Map<String, String> data) {
        known.put(new Reference(Reference.Kind.Secret, "helpdesk", name), new Lookup.Present(data));
        return this;
    }

    Resolving configMap(String name, Map<String, String> data) {
        known.put(new Reference(Reference.Kind.ConfigMap, "helpdesk", name), new Lookup.Present(data));
        return this;
    }

    Resolving lookup(String secret, Lookup lookup) {
        known.put(new Reference(Reference.Kind.Secret, "helpdesk", secret), lookup);
        return this;
    }

    Resolving protocol(String name) {
        protocol = name;
        return this;
    }

    Resolving credentials(String yaml) {
        credentials = yaml;
        return this;
    }

    Resolving sink(String yaml) {
        sink = yaml;
        return this;
    }

    /// Further fields of the spec, as lines of YAML.
    Resolving with(String yaml) {
        more = yaml;
        return this;
    }

    Resolution resolution() {
        var objects = new NamedObjects(reference -> known.getOrDefault(reference, new Lookup.Absent()),
                new ResourceKey("helpdesk", "support"));
        return new PlanResolver(customCloud, tokenHosts).resolve(resource(), objects);
    }

    InboundMailbox resource() {
        return Serialization.unmarshal("""
                apiVersion: inboundmailbox.io/v1alpha1
                kind: InboundMailbox
                metadata:
                  name: support
                  namespace: helpdesk
                  creationTimestamp: "2026-06-01T00:00:00Z"
                  annotations: {inboundmailbox.io/fetch-requested-at: "42"}
                spec:
                  protocol: %s
                  address: support@contoso.com
                  credentials: %s
                  sink: %s
                  %s
                """.formatted(protocol, credentials, sink, more.equals("{}") ? "" : more.replace("\n", "\n  ")),
                InboundMailbox.class);
    }

    WorkerPlan plan() {
        assertThat(resolution()).isInstanceOf(Resolution.Planned.class);
        return ((Resolution.Planned) resolution()).plan();
    }

    Problem problem() {
        assertThat(resolution()).isInstanceOf(Resolution.Failed.class);
        return ((Resolution.Failed) resolution()).problem();
    }
}
