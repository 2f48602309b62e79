package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.sink.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Header fields of a CloudEvent in binary mode. Source: CloudEvents 1.0.2 HTTP Protocol Binding, section 3.1.
final class HttpBinding {
    static final String PREFIX = "ce-";

    private HttpBinding() {}

    /// `Content-Type` and one `ce-` field for each attribute. Pure.
    static SequencedMap<String, String> headers(CloudEvent event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", CloudEvent.DATA_CONTENT_TYPE);
        event.attributes().forEach((name, value) -> headers.put(PREFIX + name, encode(value)));
        return headers;
    }

    /// Percent-encodes what a header value must not hold as it is: all but U+0021 to U+007E, and the double quote and
    /// the percent sign among these (section 3.1.3.2).
    static String encode(String value) {
        var encoded = new StringBuilder(value.length());
        for (var octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '"' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append("%02X".formatted(octet));
            }
        }
        return encoded.toString();
    }
}
