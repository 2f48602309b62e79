package io.inboundmailbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {
    private final CustomResourceDefinitionVersion version = version();

    @Test
    void everyNodeHasADescription() {
        assertThat(paths(node -> node.getDescription() == null || node.getDescription().isBlank())).isEmpty();
    }

    @Test
    void everyStringIsBounded() {
        // Otherwise the cost of a rule over it is beyond what the API server admits.
        assertThat(paths(node -> "string".equals(node.getType()) && node.getMaxLength() == null
                && node.getEnum().isEmpty() && node.getFormat() == null)).isEmpty();
    }

    @Test
    void everyListIsBounded() {
        assertThat(paths(node -> "array".equals(node.getType()) && node.getMaxItems() == null)).isEmpty();
    }

    @Test
    void everyRuleHasAMessageThatIsASentence() {
        assertThat(paths(node -> node.getXKubernetesValidations()
                .stream()
                .anyMatch(rule -> rule.getMessage() == null || !rule.getMessage().endsWith(".")))).isEmpty();
    }

    @Test
    void columnsStandInTheOrderThatPeopleRead() {
        assertThat(version.getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == 0)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Ready", "Reason", "Protocol", "Mailboxes", "Last-Message", "Age");
    }

    /// The paths of the nodes that match.
    private List<String> paths(Predicate<JSONSchemaProps> wanted) {
        var found = new ArrayList<String>();
        collect("", version.getSchema().getOpenAPIV3Schema(), wanted, found);
        return found;
    }

    private static void collect(String path, JSONSchemaProps node, Predicate<JSONSchemaProps> wanted,
            List<String> found) {
        if (wanted.test(node)) {
            found.add(path);
        }
        node.getProperties().forEach((name, child) -> collect(path + "." + name, child, wanted, found));
        if (node.getItems() != null) {
            collect(path + "[]", node.getItems().getSchema(), wanted, found);
        }
    }

    private static CustomResourceDefinitionVersion version() {
        try {
            return Serialization.unmarshal(Files.readString(CrdFiles.CRD), CustomResourceDefinition.class)
                    .getSpec()
                    .getVersions()
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
