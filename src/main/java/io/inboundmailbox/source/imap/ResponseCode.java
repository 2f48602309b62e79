package io.inboundmailbox.source.imap;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.Response;

/// Response codes, the bracketed words in front of a server's text (RFC 3501, section 7.1; RFC 5530).
final class ResponseCode {
    private ResponseCode() {}

    /// The number of a code such as `[UIDVALIDITY 7]`.
    static OptionalLong number(Response response, String code) {
        var matcher = Pattern.compile("^\\[" + code + " (\\d{1,18})]", Pattern.CASE_INSENSITIVE)
                .matcher(text(response));
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /// Whether a text starts with a code such as `[NONEXISTENT]`.
    static boolean starts(String text, String code) {
        return text.toUpperCase(Locale.ROOT).startsWith("[" + code);
    }

    /// Code and text of a response, whatever was read of it before.
    static String text(Response response) {
        response.reset();
        return response.getRest();
    }
}
