package io.inboundmailbox.auth;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import org.jspecify.annotations.Nullable;

/// Why there is no token, before it is said to somebody in particular: those who share a credential keep it in Secrets
/// of different names.
///
/// @param sentence with gaps in braces, see [TokenKey#fill]; holds no text of the other side
/// @param correlationId a GUID that the token endpoint named, for its administrators; null where it named none
record Refusal(Reason reason, String sentence, RetryAdvice advice, @Nullable String correlationId) {
    /// The problem of whoever holds the credential in the Secret of this name.
    Problem problem(TokenKey key, String secretName) {
        var filled = key.fill(sentence, secretName);
        return new Problem(reason,
                correlationId == null ? filled : filled + " Correlation id " + correlationId + ".", advice);
    }

    Refusal withAdvice(RetryAdvice other) {
        return new Refusal(reason, sentence, other, correlationId);
    }

    Refusal withCorrelationId(@Nullable String id) {
        return new Refusal(reason, sentence, advice, id);
    }
}
