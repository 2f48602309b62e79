package io.inboundmailbox.api;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// How the resource spells durations and sizes. The patterns are part of the schema, as rules (whose message says what
/// to write instead); values that match them neither fail to be read nor overflow.
final class Quantities {
    static final String DURATION = "^([0-9]{1,6}(ms|s|m|h))+$";
    static final String IS_DURATION = "self.matches('" + DURATION + "')";
    /// Before a comparison: what is no duration is refused by one rule, not by two.
    static final String NO_DURATION_OR = "!" + IS_DURATION + " || ";
    static final int DURATION_LENGTH = 20;
    static final String SIZE = "^[1-9][0-9]{0,8}(k|M|G|Ki|Mi|Gi)?$";
    static final String IS_SIZE = "self.matches('" + SIZE + "')";
    static final int SIZE_LENGTH = 11;

    private static final Pattern WHOLE_DURATION = Pattern.compile(DURATION);
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(ms|s|m|h)");
    private static final Pattern WHOLE_SIZE = Pattern.compile("^([1-9][0-9]{0,8})(k|M|G|Ki|Mi|Gi)?$");
    private static final Map<String, Long> FACTORS = Map.of("k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "Ki",
            1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    private Quantities() {}

    /// Reads `1h30m`. Throws IllegalArgumentException with the field's name when the text is no duration.
    static Duration duration(String field, String text) {
        if (text.length() > DURATION_LENGTH || !WHOLE_DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " must be a duration such as 30s, 5m or 1h30m");
        }
        return DURATION_PART.matcher(text)
                .results()
                .map(part -> part(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration part(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /// Reads `150Mi` as bytes. Throws IllegalArgumentException with the field's name when the text is no size.
    static long bytes(String field, String text) {
        var size = WHOLE_SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(field + " must be a size such as 150Mi or 25M");
        }
        var unit = size.group(2);
        return Long.parseLong(size.group(1)) * (unit == null ? 1 : FACTORS.getOrDefault(unit, 1L));
    }
}
