package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the Message-ID of a message. Source: RFC 5322, sections 2.2.3 (folding), 3.2.2 (comments), 3.6.4 and 4.5
/// (white space before the colon). Forgiving where real mail is sloppy; what is left is safe to show and to send on.
final class MessageIdHeader {
    private static final int MOST_HEADER = 256 << 10;
    private static final int LONGEST = 998;

    private MessageIdHeader() {}

    /// The first Message-ID field's identifier with its angle brackets, or null when there is none within the first
    /// 256 KiB of the header or it is not of printable ASCII. White space in it, which folding leaves, is removed.
    ///
    /// @throws IOException when the content cannot be read; never because of what it holds
    static @Nullable String read(Content content) throws IOException {
        try (var bytes = content.open()) {
            var lines = new Lines(bytes);
            for (var line = lines.next(); line != null && !line.isEmpty(); line = lines.next()) {
                if (isMessageId(line)) {
                    return identifier(unfolded(line.substring(line.indexOf(':') + 1), lines));
                }
            }
            return null;
        }
    }

    private static boolean isMessageId(String line) {
        var colon = line.indexOf(':');
        return colon > 0 && line.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT).equals("message-id");
    }

    private static String unfolded(String first, Lines lines) throws IOException {
        var value = new StringBuilder(first);
        for (var line = lines.next(); line != null && continues(line); line = lines.next()) {
            value.append(line);
        }
        return value.toString();
    }

    private static boolean continues(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static @Nullable String identifier(String value) {
        var text = withoutComments(value);
        var start = text.indexOf('<');
        var end = text.indexOf('>', start);
        if (start < 0 || end < 0) {
            return null;
        }
        var identifier = text.substring(start, end + 1).replace(" ", "").replace("\t", "");
        var printable = identifier.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return printable && identifier.length() > 2 && identifier.length() <= LONGEST ? identifier : null;
    }

    /// Comments nest and may hold `<`; between angle brackets parentheses are none.
    private static String withoutComments(String value) {
        var text = new StringBuilder();
        var depth = 0;
        var bracket = false;
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (depth > 0 && c == '\\') {
                i++; // A quoted pair: the next character ends nothing.
            } else if (c == '(' && !bracket) {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                bracket |= c == '<';
                text.append(c);
            }
        }
        return text.toString();
    }

    /// Lines of a header, without their ends (CRLF or LF), each octet as one character, up to the most that is read.
    private static final class Lines {
        private final InputStream bytes;
        private final byte[] chunk = new byte[4096];
        private int read;
        private int next;
        private int left = MOST_HEADER;

        Lines(InputStream bytes) {
            this.bytes = bytes;
        }

        @Nullable
        String next() throws IOException {
            var line = new StringBuilder();
            for (var octet = octet(); octet >= 0; octet = octet()) {
                if (octet == '\n') {
                    return withoutReturn(line);
                }
                line.append((char) octet);
            }
            return line.isEmpty() ? null : line.toString();
        }

        private static String withoutReturn(StringBuilder line) {
            var last = line.length() - 1;
            return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
        }

        private int octet() throws IOException {
            if (next == read) {
                read = Math.max(0, bytes.read(chunk, 0, Math.min(left, chunk.length)));
                next = 0;
                left -= read;
            }
            return next < read ? chunk[next++] & 0xff : -1;
        }
    }
}
