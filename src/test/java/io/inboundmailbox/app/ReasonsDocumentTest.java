package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.Condition;
import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.status.Observation;
import io.inboundmailbox.status.References;
import io.inboundmailbox.status.Statuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/conditions.md` to the code: every word that a condition may show stands in one row, and no other does.
class ReasonsDocumentTest {
    private static final String UNUSED = "Reasons that this version does not give";
    private static final List<String> FAILURES = List.of("ResolvedRefs", "Authenticated", "Fetching", "Delivering",
            "Anywhere", UNUSED);
    private static final Pattern SORTING = Pattern
            .compile("io\\.inboundmailbox\\.(mail\\..*|telemetry\\..*|worker\\.Logbook)");
    private static final Set<String> SUMMARIES = Set.of("Stalled", "Reconciling");
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    @Test
    void everyReasonOfAFailureStandsInOneRow() {
        // When
        var documented = FAILURES.stream().flatMap(section -> words(section).stream()).toList();

        // Then
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Reason.values()).map(Enum::name).toList());
    }

    @Test
    void theReasonsThatNothingGivesAreMarkedAsSuch() {
        // Given: who names a reason gives it, but for those who only sort what others have given
        var reason = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.inboundmailbox")
                .get(Reason.class);

        // When
        var given = reason.getFieldAccessesToSelf()
                .stream()
                .filter(access -> !SORTING.matcher(access.getOriginOwner().getName()).matches())
                .map(JavaFieldAccess::getTarget)
                .map(target -> target.getName())
                .collect(Collectors.toSet());

        // Then
        assertThat(words(UNUSED)).containsExactlyInAnyOrderElementsOf(
                Stream.of(Reason.values()).map(Enum::name).filter(name -> !given.contains(name)).toList());
    }

    @Test
    void everyReasonOfWhatIsNotFalseStandsInOneRow() {
        // When
        var shown = everything()
                .filter(condition -> !condition.getStatus().equals("False"))
                .filter(condition -> !SUMMARIES.contains(condition.getType()))
                .map(Condition::getReason)
                .distinct()
                .toList();

        // Then
        assertThat(words("Reasons when nothing is wrong")).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void everyTypeStandsInOneRow() {
        // When
        var types = everything().map(Condition::getType).distinct().toList();

        // Then
        assertThat(words("The types")).containsExactlyInAnyOrderElementsOf(types);
    }

    /// The conditions of a resource that works, is suspended, is being looked at, and lacks something.
    private static Stream<Condition> everything() {
        var problem = new Problem(Reason.SecretNotFound, "It does not exist.", RetryAdvice.NEVER);
        return Stream.of(observation(new References.Resolved(), List.of(good()), false),
                observation(new References.Resolved(), List.of(good()), true),
                observation(new References.Resolved(), List.of(), true),
                observation(new References.Pending(), List.of(), false),
                observation(new References.Unresolved(problem), List.of(), false))
                .flatMap(seen -> Statuses.of(seen).conditions().stream());
    }

    private static Observation observation(References references, List<MailboxReport> reports, boolean suspended) {
        return new Observation(1, null, references, 1, reports, suspended, "mail-system/inbound-mailbox-operator", null,
                null, null, NOW);
    }

    private static MailboxReport good() {
        var mailbox = new Mailbox(new ResourceKey("helpdesk", "support"), "support@contoso.com", Protocol.IMAP,
                "imap.contoso.com:993", "Inbox");
        var good = new Evidence.Good(NOW);
        return new MailboxReport(mailbox, good, good, good, null, Progress.NONE, NOW, NOW, Duration.ofSeconds(30),
                null);
    }

    /// The first cells of the tables below a heading, without the tables' heads.
    private static List<String> words(String section) {
        var words = new ArrayList<String>();
        var inside = false;
        for (var line : document()) {
            if (line.startsWith("## ")) {
                inside = line.equals("## " + section);
            } else if (inside && line.matches("\\| `?[A-Z].*")) {
                words.add(line.substring(1, line.indexOf('|', 1)).replace("`", "").strip());
            }
        }
        assertThat(words).as("rows below the heading %s", section).isNotEmpty();
        return words;
    }

    private static List<String> document() {
        try {
            return Files.readAllLines(Path.of("docs/conditions.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
