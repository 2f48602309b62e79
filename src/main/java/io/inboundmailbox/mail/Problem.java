package io.inboundmailbox.mail;

import java.util.regex.Pattern;

/// What is wrong, as a value that may be shown: in status, Events and logs.
///
/// @param reason the CamelCase reason of the condition
/// @param sentence what is wrong, who must act and the exact next step; holds no token, no secret, no subject and no
///     text of a foreign server
/// @param advice when to try again
public record Problem(Reason reason, String sentence, RetryAdvice advice) {
    private static final Pattern CORRELATION = Pattern.compile(" Correlation id [^ ]+\\.(?= |$)");

    public Problem {
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("a problem needs a sentence");
        }
    }

    /// Whether the other one says the same: reason and sentence, but for the correlation id, which is new with every
    /// request and would make every repetition look like news.
    public boolean says(Problem other) {
        return reason == other.reason && sameSentence(sentence, other.sentence);
    }

    /// Whether two sentences differ in nothing but correlation ids.
    public static boolean sameSentence(String one, String other) {
        return CORRELATION.matcher(one).replaceAll("").equals(CORRELATION.matcher(other).replaceAll(""));
    }
}
