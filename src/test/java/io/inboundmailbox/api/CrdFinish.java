package io.inboundmailbox.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Adds what the generator leaves out: the order of the columns, descriptions of what is not a field of ours, list-map
/// keys, formats, and the status that stands before the operator's first look.
final class CrdFinish implements CRDPostProcessor {
    static final List<String> COLUMNS = List.of("Ready", "Reason", "Protocol", "Mailboxes", "Last-Message", "Age",
            "Token-Expiry", "Delivered", "Quarantined", "Message");

    private static final String TIME = "date-time";

    @Override
    public HasMetadata process(HasMetadata crd, String specVersion) {
        if (crd instanceof CustomResourceDefinition definition) {
            definition.getSpec().getVersions().forEach(CrdFinish::finish);
        }
        return crd;
    }

    private static void finish(CustomResourceDefinitionVersion version) {
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt(CrdFinish::position));
        var root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription("A mailbox whose mail is handed to a sink: each message at least once, in order, whether "
                + "or not a person read it first. status says whether that is true and, if not, who has to do what.");
        root.setRequired(List.of("spec"));
        rulesOnce(root);
        finishSpec(child(root, "spec"));
        finishStatus(child(root, "status"));
    }

    /// A rule on a record's component reaches the generator twice, by the field and by the accessor.
    private static void rulesOnce(JSONSchemaProps schema) {
        var rules = schema.getXKubernetesValidations();
        schema.setXKubernetesValidations(rules == null ? null : rules.stream().distinct().toList());
        if (schema.getItems() != null) {
            rulesOnce(item(schema));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(CrdFinish::rulesOnce);
        }
    }

    private static int position(CustomResourceColumnDefinition column) {
        var position = COLUMNS.indexOf(column.getName());
        if (position < 0) {
            throw new IllegalStateException("no position for the column " + column.getName());
        }
        return position;
    }

    private static void finishSpec(JSONSchemaProps spec) {
        spec.setDescription("What should be: which mailboxes are read, how, and where their mail goes.");
        listMap(child(spec, "additionalUsers"), "address").setDescription("One more mailbox.");
        child(child(spec, "start"), "time").setFormat(TIME);
        child(child(spec, "server"), "port").setFormat("int32");
        child(child(spec, "rejected"), "attempts").setFormat("int32");
        var sink = child(spec, "sink");
        child(child(sink, "smtp"), "port").setFormat("int32");
        item(child(child(sink, "kafka"), "bootstrapServers")).setDescription("One broker, as host:port.");
        item(child(child(child(sink, "webhook"), "headersSecretRef"), "keys"))
                .setDescription("One key of the Secret: the name of the header field.");
    }

    private static void finishStatus(JSONSchemaProps status) {
        status.setDescription("What is: written by the operator alone.");
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        child(status, "observedGeneration").setFormat("int64");
        child(status, "lastPollTime").setFormat(TIME);
        child(status, "lastMessageTime").setFormat(TIME);
        var token = child(status, "token");
        List.of("acquiredAt", "expiresAt", "credentialExpiresAt").forEach(name -> child(token, name).setFormat(TIME));
        var messages = child(status, "messages");
        List.of("delivered", "quarantined").forEach(name -> child(messages, name).setFormat("int64"));
        var user = listMap(child(status, "users"), "address");
        user.setDescription("One mailbox.");
        List.of("since", "lastMessageTime").forEach(name -> child(user, name).setFormat(TIME));
        List.of("delivered", "quarantined").forEach(name -> child(user, name).setFormat("int64"));
        finishCondition(listMap(child(status, "conditions"), "type"));
    }

    /// The schema of `metav1.Condition`, which fabric8's class does not carry.
    private static void finishCondition(JSONSchemaProps condition) {
        condition.setDescription("One aspect of the resource's state, as Kubernetes defines conditions.");
        condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        describe(condition, "lastTransitionTime", "When status last changed.").setFormat(TIME);
        describe(condition, "message", "What is wrong and who must do what; empty when nothing is.")
                .setMaxLength(32768L);
        var observed = describe(condition, "observedGeneration", "The generation of the spec that this speaks of.");
        observed.setFormat("int64");
        observed.setMinimum(0.0);
        var reason = describe(condition, "reason", "Why, as one word; see docs/conditions.md.");
        reason.setMinLength(1L);
        reason.setMaxLength(1024L);
        reason.setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
        describe(condition, "status", "True, False or Unknown.")
                .setEnum(List.of(JsonNodeFactory.instance.textNode("True"), JsonNodeFactory.instance.textNode("False"),
                        JsonNodeFactory.instance.textNode("Unknown")));
        describe(condition, "type", "Ready, ResolvedRefs, Authenticated, Fetching, Delivering, Reconciling or Stalled.")
                .setMaxLength(316L);
    }

    private static JSONSchemaProps describe(JSONSchemaProps schema, String name, String description) {
        var child = child(schema, name);
        child.setDescription(description);
        return child;
    }

    /// Makes a list one that is told apart by a key; the schema of its items.
    private static JSONSchemaProps listMap(JSONSchemaProps list, String key) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
        return item(list);
    }

    private static JSONSchemaProps item(JSONSchemaProps list) {
        return Objects.requireNonNull(list.getItems().getSchema(), "items");
    }

    private static JSONSchemaProps child(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }
}
