package io.inboundmailbox.sink;

import io.inboundmailbox.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The envelope of one message: the context attributes of CloudEvents 1.0. The data are the message's bytes, unchanged.
///
/// @param id [io.inboundmailbox.mail.MessageRef#eventId()]: the same for every delivery of the same message
/// @param source the mailbox as a `mailto:` URI (RFC 6068)
/// @param subject the Message-ID with its angle brackets; null when the message has none that can be read
/// @param time when the mail server took the message in; null where it does not say
/// @param extensions what else is known; names are lower-case letters and digits (CloudEvents 1.0.2, section 3.1.1)
public record CloudEvent(String id, String source, @Nullable String subject, @Nullable Instant time,
        Map<String, String> extensions) {
    public static final String SPEC_VERSION = "1.0";
    public static final String TYPE = "io.inboundmailbox.message.received.v1";
    public static final String DATA_CONTENT_TYPE = "message/rfc822";

    /// Beside `@`, what may stand in an address of a `mailto:` URI as it is (RFC 6068, section 2; RFC 3986, section
    /// 2.3). A comma would separate two addresses.
    private static final String LITERAL_IN_MAILTO = "-._~!$'()*+:";

    public CloudEvent {
        extensions = Map.copyOf(extensions);
    }

    /// The event of a message. Pure.
    public static CloudEvent of(MailMessage message) {
        var ref = message.ref();
        var mailbox = ref.mailbox();
        var extensions = new LinkedHashMap<String, String>();
        extensions.put("resourcenamespace", mailbox.resource().namespace());
        extensions.put("resourcename", mailbox.resource().name());
        extensions.put("contentsha256", message.content().sha256().hex());
        extensions.put("contentsize", Long.toString(message.content().size()));
        if (ref.receivedAt() != null) {
            extensions.put("receivedtime", ref.receivedAt().toString());
        }
        return new CloudEvent(ref.eventId(), mailto(mailbox.address()), message.messageId(), ref.receivedAt(),
                extensions);
    }

    /// All attributes in their canonical string form (CloudEvents 1.0.2, section 2.4), but for `datacontenttype`, which
    /// every binding maps to a place of its own.
    public SequencedMap<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", SPEC_VERSION);
        attributes.put("id", id);
        attributes.put("source", source);
        attributes.put("type", TYPE);
        if (subject != null) {
            attributes.put("subject", subject);
        }
        if (time != null) {
            attributes.put("time", time.toString());
        }
        attributes.putAll(extensions);
        return attributes;
    }

    static String mailto(String address) {
        var domain = address.lastIndexOf('@');
        var uri = new StringBuilder("mailto:");
        if (domain >= 0) {
            encode(address.substring(0, domain), uri);
            uri.append('@');
        }
        encode(address.substring(domain + 1), uri);
        return uri.toString();
    }

    private static void encode(String part, StringBuilder uri) {
        for (var octet : part.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && (Character.isLetterOrDigit(octet) || LITERAL_IN_MAILTO.indexOf(octet) >= 0)) {
                uri.append((char) octet);
            } else {
                uri.append('%').append("%02X".formatted(octet));
            }
        }
    }
}
