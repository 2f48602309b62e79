package io.inboundmailbox.api;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the CRD. `mvn -q -Pcrds` calls it; so does the drift test, into a folder of its own.
public final class CrdFiles {
    /// Where the CRD is checked in, from the project's root.
    public static final Path CRD = Path.of("crds", "inboundmailboxes.inboundmailbox.io-v1.yml");

    private CrdFiles() {}

    static void main(String... args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        new CRDGenerator()
                .inOutputDir(directory.toFile())
                .customResourceClasses(InboundMailbox.class)
                .forCRDVersions("v1")
                .withPostProcessor(new CrdFinish())
                .detailedGenerate();
    }
}
