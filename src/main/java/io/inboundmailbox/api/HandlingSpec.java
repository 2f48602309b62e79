package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// How messages are handled: where reading starts and what happens to a message afterwards.
public final class HandlingSpec {
    private HandlingSpec() {}

    /// Where reading starts in a mailbox that has no cursor.
    ///
    /// @param time an instant as RFC 3339 writes it, with [From#Time] only
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(value = "self.from != 'Time' || has(self.time)", fieldPath = ".time",
            message = "spec.start.time is missing: from: Time needs it, such as 2026-01-31T08:00:00Z.")
    @ValidationRule(value = "self.from == 'Time' || !has(self.time)", fieldPath = ".time",
            message = "spec.start.time is only used with from: Time: set from, or remove time.")
    public record Start(
            @Default("Now")
            @JsonPropertyDescription("Now (only mail that arrives from now on), Beginning (all mail that is there) or "
                    + "Time (mail received since time).")
            From from,
            @Size(max = Names.TIME_LENGTH) @Pattern(Names.TIME)
            @JsonPropertyDescription("Instant that reading starts from, such as 2026-01-31T08:00:00Z.")
            @Nullable String time) {
        /// Where reading starts.
        public enum From {
            Now,
            Beginning,
            Time
        }

        public Start {
            from = requireNonNullElse(from, From.Now);
        }
    }

    /// What happens to a message in its mailbox once the sink has accepted it.
    ///
    /// @param moveTo with [Action#Move] only
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(value = "self.action != 'Move' || has(self.moveTo)", fieldPath = ".moveTo",
            message = "spec.afterDelivery.moveTo is missing: action: Move needs the folder that messages go to.")
    @ValidationRule(value = "self.action == 'Move' || !has(self.moveTo)", fieldPath = ".moveTo",
            message = "spec.afterDelivery.moveTo is only used with action: Move: set the action, or remove moveTo.")
    public record AfterDelivery(
            @Default("None")
            @JsonPropertyDescription("None (the mailbox stays as it is), MarkRead, Move or Delete.")
            Action action,
            @Size(min = 1, max = Names.FOLDER_LENGTH) @Pattern("^[^\\x00-\\x1f]+$")
            @JsonPropertyDescription("Folder that delivered messages are moved to; it must exist.")
            @Nullable String moveTo) {
        /// What happens to a delivered message.
        public enum Action {
            None,
            MarkRead,
            Move,
            Delete
        }

        public AfterDelivery {
            action = requireNonNullElse(action, Action.None);
        }
    }

    /// What happens to a message that the sink refuses for good.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rejected(
            @Default("5") @Min(1) @Max(100)
            @JsonPropertyDescription("How often the sink may refuse a message before it is quarantined and the next "
                    + "one goes on.")
            Integer attempts,
            @Default("1h") @Size(max = Quantities.DURATION_LENGTH)
            @ValidationRule(value = Quantities.IS_DURATION,
                    message = "spec.rejected.stuckAfter must be a duration such as 30s, 5m or 1h30m.")
            @JsonPropertyDescription("A message that failed for this long in any way, while the sink accepts others, "
                    + "is quarantined too.")
            String stuckAfter,
            @Size(min = 1, max = Names.FOLDER_LENGTH) @Pattern("^[^\\x00-\\x1f]+$")
            @JsonPropertyDescription("Folder that quarantined messages are moved to; by default they stay where they "
                    + "are.")
            @Nullable String moveTo) {
        public static final int DEFAULT_ATTEMPTS = 5;
        public static final String DEFAULT_STUCK_AFTER = "1h";

        public Rejected {
            attempts = requireNonNullElse(attempts, DEFAULT_ATTEMPTS);
            stuckAfter = requireNonNullElse(stuckAfter, DEFAULT_STUCK_AFTER);
        }

        /// `stuckAfter` as a duration. Throws IllegalArgumentException when the text is none (which the schema
        /// prevents).
        public Duration stuckAfterDuration() {
            return Quantities.duration("spec.rejected.stuckAfter", stuckAfter);
        }
    }
}
