package io.inboundmailbox.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the arrows between packages, the technologies to their packages, and the bans of the house style.
class ArchitectureTest {
    private static final String ROOT = "io.inboundmailbox";

    /// What each package may import besides itself; `app` and the root may import everything. A package that is not
    /// named here fails the build.
    private static final Map<String, List<String>> MATRIX = Map.ofEntries(
            Map.entry("api", List.of()),
            Map.entry("mail", List.of()),
            Map.entry("plan", List.of("mail")),
            Map.entry("auth", List.of("mail", "plan")),
            Map.entry("source", List.of("mail", "plan")),
            Map.entry("source.imap", List.of("source", "auth", "mail", "plan")),
            Map.entry("source.graph", List.of("source", "auth", "mail", "plan")),
            Map.entry("source.ews", List.of("source", "auth", "mail", "plan")),
            Map.entry("sink", List.of("mail", "plan")),
            Map.entry("sink.webhook", List.of("sink", "mail", "plan")),
            Map.entry("sink.kafka", List.of("sink", "mail", "plan")),
            Map.entry("sink.s3", List.of("sink", "mail", "plan")),
            Map.entry("sink.smtp", List.of("sink", "mail", "plan")),
            Map.entry("sink.stdout", List.of("sink", "mail", "plan")),
            Map.entry("worker", List.of("mail", "plan", "source", "sink")),
            Map.entry("status", List.of("api", "mail")),
            Map.entry("operator", List.of("api", "mail", "plan", "status", "worker")),
            Map.entry("telemetry", List.of("mail", "plan", "source", "sink", "worker")));
    private static final List<String> PACKAGES = MATRIX.keySet().stream().sorted().toList();

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageImportsOnlyWhatTheDesignAllows(String name) {
        var allowed = Stream.concat(Stream.of(name), MATRIX.getOrDefault(name, List.of()).stream())
                .map(ArchitectureTest::exactly)
                .toArray(String[]::new);
        var foreign = resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)));
        check(noClasses().that().resideInAPackage(exactly(name)).should().dependOnClassesThat(foreign));
    }

    @Test
    void everyPackageHasItsPlaceInTheMatrix() {
        var known = Stream.concat(Stream.of(ROOT, exactly("app")), PACKAGES.stream().map(ArchitectureTest::exactly))
                .toArray(String[]::new);
        check(classes().should().resideInAnyPackage(known));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "sink"})
    void siblingsBelowAPortNeverMeet(String port) {
        check(slices().matching(ROOT + "." + port + ".(*)..").should().notDependOnEachOther());
    }

    @Test
    void onlyTheEdgeKnowsKubernetes() {
        check(outside("operator", "app", "api").should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javaoperatorsdk..", "io.fabric8.kubernetes.client.."));
    }

    @Test
    void theApiKnowsNothingOfTheClientButTheBaseOfItsResource() {
        var client = resideInAnyPackage("io.javaoperatorsdk..", "io.fabric8.kubernetes.client..");
        check(noClasses().that()
                .resideInAPackage(exactly("api"))
                .should()
                .dependOnClassesThat(client.and(not(assignableTo(CustomResource.class)))));
    }

    @Test
    void onlyTheImapSourceKnowsJakartaMail() {
        check(outside("source.imap").should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus.."));
    }

    @Test
    void onlyAuthKnowsMsal() {
        check(outside("auth").should().dependOnClassesThat().resideInAPackage("com.microsoft.aad.."));
    }

    @Test
    void onlyTelemetryKnowsMicrometer() {
        check(outside("telemetry", "app").should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus.."));
    }

    @Test
    void nobodyPrintsButTheCommandLineAndTheStdoutSink() {
        check(outside("", "app", "sink.stdout").should().accessField(System.class, "out"));
    }

    @Test
    void nobodyUsesTheLoggingOfTheJdk() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    }

    @Test
    void theTimeOfDayIsGivenNotTaken() {
        check(outside("app").should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void nobodySleeps() {
        check(noClasses().should()
                .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep")))));
    }

    @Test
    void noClassIsNamedForHavingNoName() {
        check(noClasses().should().haveNameMatching(".*(Utils|Helper|Manager|Impl)"));
    }

    @Test
    void everyPackageIsNullMarked() {
        // When
        var unmarked = ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(tree -> !tree.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);

        // Then
        assertThat(unmarked).isEmpty();
    }

    private static GivenClassesConjunction outside(String... packages) {
        return noClasses().that(not(resideInAnyPackage(Stream.of(packages)
                .map(ArchitectureTest::exactly)
                .toArray(String[]::new))));
    }

    private static String exactly(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    /// Some packages of the design are still empty.
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }
}
