package io.inboundmailbox.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.Cursor.ImapCursor;
import io.inboundmailbox.mail.Recent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// How a [Cursor] is stored: an object with its `type`.
final class CursorCodec {
    private static final String TYPE = "type";
    private static final String IMAP = "imap";

    private CursorCodec() {}

    /// @throws IllegalArgumentException when the type is not known here, or a field is not as it should be
    static Cursor read(JsonFields fields) {
        return switch (fields.text(TYPE)) {
            case IMAP -> new ImapCursor(fields.number("uidValidity"), fields.number("uid"), watermark(fields),
                    recent(fields.text("recent")));
            default -> throw new IllegalArgumentException("the type of the cursor is not known");
        };
    }

    /// @param stored what is stored so far: unknown fields of a cursor of the same type stay
    static ObjectNode write(@Nullable JsonNode stored, Cursor cursor) {
        return switch (cursor) {
            case ImapCursor(var uidValidity, var uid, var watermark, var recent) -> base(stored, IMAP)
                    .put("uidValidity", uidValidity)
                    .put("uid", uid)
                    .put("watermark", watermark.toString())
                    .put("recent", text(recent));
        };
    }

    private static ObjectNode base(@Nullable JsonNode stored, String type) {
        if (stored instanceof ObjectNode old && type.equals(old.path(TYPE).textValue())) {
            return old.deepCopy();
        }
        return JsonNodeFactory.instance.objectNode().put(TYPE, type);
    }

    private static Instant watermark(JsonFields fields) {
        var watermark = fields.instant("watermark");
        if (watermark == null) {
            throw new IllegalArgumentException("watermark is missing");
        }
        return watermark;
    }

    /// Eight bytes each, most significant first, all together in Base64.
    private static Recent recent(String text) {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw new IllegalArgumentException("recent is cut");
        }
        var fingerprints = new ArrayList<Long>();
        while (bytes.hasRemaining()) {
            fingerprints.add(bytes.getLong());
        }
        return new Recent(fingerprints);
    }

    private static String text(Recent recent) {
        var bytes = ByteBuffer.allocate(recent.fingerprints().size() * Long.BYTES);
        recent.fingerprints().forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
