package io.inboundmailbox.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A resource below `src/test/resources/rules`. The first two lines of one that must be refused say with which words
/// (`# expect: …`) and of which field (`# at: …`).
record RuleSample(String name, String yaml) {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "rules");
    private static final String EXPECT = "# expect: ";
    private static final String AT = "# at: ";

    static List<RuleSample> all() {
        try (var files = Files.list(DIRECTORY)) {
            return files.sorted().map(RuleSample::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleSample read(Path file) {
        try {
            return new RuleSample(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean valid() {
        return name.startsWith("valid-");
    }

    boolean invalid() {
        return name.startsWith("invalid-");
    }

    String expected() {
        return line(0, EXPECT);
    }

    String field() {
        return line(1, AT);
    }

    private String line(int index, String prefix) {
        var line = yaml.lines().toList().get(index);
        if (!line.startsWith(prefix)) {
            throw new IllegalStateException(name + ": line " + (index + 1) + " must start with " + prefix);
        }
        return line.substring(prefix.length());
    }

    GenericKubernetesResource resource() {
        return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    }

    @Override
    public String toString() {
        return name;
    }
}
