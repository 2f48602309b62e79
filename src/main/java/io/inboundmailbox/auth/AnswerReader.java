package io.inboundmailbox.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Tells what an answer of a token endpoint means: by status and `error` first, as Microsoft asks for, the numbers
/// choose the sentence. No text of the answer passes: an `error` only if it is one of a closed list, a number only as a
/// number, a correlation id only if it is a GUID. Stateless but for the clock.
final class AnswerReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// RFC 6749, section 5.2, and those that Microsoft adds.
    private static final Set<String> ERRORS = Set.of("invalid_request", "invalid_client", "invalid_grant",
            "unauthorized_client", "unsupported_grant_type", "invalid_scope", "access_denied", "invalid_resource",
            "interaction_required", "consent_required", "login_required", "server_error", "temporarily_unavailable");
    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,9})\\b");
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(7).toSeconds();

    private final Clock clock;

    AnswerReader(Clock clock) {
        this.clock = clock;
    }

    /// @param retryAfter the header of that name; null where there is none
    /// @param asked when the request was sent, by the same clock
    Answer read(int status, @Nullable String retryAfter, String body, Instant asked) {
        var json = json(body);
        if (status == 200) {
            return granted(json, asked).orElseGet(() -> Answer.unavailable(noOauthAnswer(status)));
        }
        var codes = codes(json);
        var row = codes.mapToObj(AadstsAdvice::of).flatMap(Optional::stream).findFirst().map(AadstsAdvice::refusal);
        if (passing(status, text(json, "error"))) {
            var refusal = row.filter(known -> known.reason() == Reason.TokenEndpointUnavailable)
                    .orElseGet(AadstsAdvice.PASSING_FAULT::refusal);
            return Answer.unavailable(named(refusal.withAdvice(patience(refusal.advice(), retryAfter)), json));
        }
        if (text(json, "error").isEmpty()) {
            return Answer.unavailable(noOauthAnswer(status));
        }
        return Answer.refused(named(row.orElseGet(() -> unknown(status, json)), json));
    }

    /// A token that could not stand in a header (RFC 6750, section 2.1) is none.
    private static Optional<Answer> granted(JsonNode json, Instant asked) {
        var token = text(json, "access_token");
        var life = Math.min(json.path("expires_in").asLong(), LONGEST_LIFE_SECONDS);
        return !BEARER.matcher(token).matches() || life <= 0
                ? Optional.empty()
                : Optional.of(new Answer.Granted(Secret.of(token), asked, asked.plusSeconds(life)));
    }

    private static boolean passing(int status, String error) {
        return status == 429 || status >= 500 || error.equals("temporarily_unavailable");
    }

    private static Refusal noOauthAnswer(int status) {
        return new Refusal(Reason.TokenEndpointUnavailable, """
                {authority} answered with HTTP status %d and something that is no answer of a token endpoint. A proxy \
                on the way may have answered in its place; otherwise check the host.""".formatted(status),
                RetryAdvice.BACK_OFF, null);
    }

    private static Refusal unknown(int status, JsonNode json) {
        var error = text(json, "error");
        var code = codes(json).mapToObj(number -> ", AADSTS" + number).findFirst().orElse("");
        return new Refusal(status == 400 || status == 401
                ? Reason.CredentialsRejected
                : Reason.TokenEndpointUnavailable,
                "Entra ID refused the token for application {app} with "
                        + (ERRORS.contains(error) ? error : "an unknown error") + code
                        + ". {hint}Ask the Entra admin of {tenant}.",
                RetryAdvice.SLOW, null);
    }

    private static Refusal named(Refusal refusal, JsonNode json) {
        var id = text(json, "correlation_id");
        return refusal.withCorrelationId(GUID.matcher(id).matches() ? id : null);
    }

    private static IntStream codes(JsonNode json) {
        var listed = StreamSupport.stream(json.path("error_codes").spliterator(), false)
                .filter(JsonNode::canConvertToInt)
                .mapToInt(JsonNode::asInt)
                .filter(code -> code > 0);
        var described = NUMBER.matcher(text(json, "error_description"))
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)));
        return IntStream.concat(listed, described);
    }

    /// What the server asks for, but not less than what the row says and not more than an hour.
    private RetryAdvice patience(RetryAdvice advice, @Nullable String retryAfter) {
        var asked = delay(retryAfter);
        if (asked.compareTo(Duration.ofSeconds(1)) < 0) {
            return advice;
        }
        var capped = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        return advice instanceof RetryAdvice.After(var least) && least.compareTo(capped) > 0
                ? advice
                : RetryAdvice.after(capped);
    }

    /// RFC 9110, section 10.2.3: seconds or a date. Zero where it is missing, past or unreadable.
    private Duration delay(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        if (retryAfter.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Duration.between(clock.instant(), date);
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).isTextual() ? json.path(field).textValue() : "";
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
