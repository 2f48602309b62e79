package io.inboundmailbox.mail;

/// What is wrong, as a value that may be shown: in status, Events and logs.
///
/// @param reason the CamelCase reason of the condition
/// @param sentence what is wrong, who must act and the exact next step; holds no token, no secret, no subject and no
///     text of a foreign server
/// @param advice when to try again
public record Problem(Reason reason, String sentence, RetryAdvice advice) {
    public Problem {
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("a problem needs a sentence");
        }
    }
}
