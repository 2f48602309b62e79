package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the field `Retry-After`: seconds or a date. Source: RFC 9110, sections 10.2.3 and 5.6.7.
final class RetryAfter {
    /// A receiver that names a longer time is asked again nevertheless: it may be mended before.
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Pattern SECONDS = Pattern.compile("\\d+");

    private RetryAfter() {}

    /// When to try again. A value that is missing, cannot be read, is zero or lies in the past says nothing of use:
    /// [RetryAdvice#BACK_OFF], so that no receiver can ask for a loop without waits. Pure.
    static RetryAdvice advice(@Nullable String value, Instant now) {
        return delay(value == null ? "" : value.strip(), now)
                .filter(Duration::isPositive)
                .map(delay -> RetryAdvice.after(delay.compareTo(LONGEST) > 0 ? LONGEST : delay))
                .orElse(RetryAdvice.BACK_OFF);
    }

    private static Optional<Duration> delay(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            // More digits than these are capped anyway, and would not fit into a long.
            return Optional.of(value.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(value)));
        }
        return date(value, now).map(date -> Duration.between(now, date));
    }

    private static Optional<Instant> date(String value, Instant now) {
        return formats(now).stream().flatMap(format -> date(value, format).stream()).findFirst();
    }

    private static Optional<Instant> date(String value, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// The three that a recipient must accept: IMF-fixdate, RFC 850 and asctime.
    private static List<DateTimeFormatter> formats(Instant now) {
        // A year of two digits is never more than 50 years ahead.
        var oldest = now.atOffset(ZoneOffset.UTC).getYear() - 49;
        var rfc850 = new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, oldest)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
        return List.of(DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH), rfc850,
                DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));
    }
}
