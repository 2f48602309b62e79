package io.inboundmailbox.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Strict reading of a JSON object: what is there in another form than expected is an [IllegalArgumentException] that
/// names the field and never its value.
record JsonFields(ObjectNode object) {

    /// An ISO-8601 instant; null when it is absent.
    @Nullable
    Instant instant(String field) {
        var node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return Instant.parse(textual(field, node));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + " is no instant", e);
        }
    }

    /// A whole number that is not negative; 0 when it is absent.
    long count(String field) {
        var node = object.get(field);
        return node == null || node.isNull() ? 0 : whole(field, node);
    }

    /// A whole number that must be there.
    long number(String field) {
        return whole(field, required(field));
    }

    /// A text that must be there.
    String text(String field) {
        return textual(field, required(field));
    }

    /// An object; null when it is absent.
    @Nullable
    JsonFields object(String field) {
        var node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node instanceof ObjectNode inner) {
            return new JsonFields(inner);
        }
        throw new IllegalArgumentException(field + " is no object");
    }

    /// Sets or, for null, removes a field.
    static void put(ObjectNode json, String field, @Nullable Instant value) {
        if (value == null) {
            json.remove(field);
        } else {
            json.put(field, value.toString());
        }
    }

    private JsonNode required(String field) {
        var node = object.get(field);
        if (node == null || node.isNull()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return node;
    }

    private static long whole(String field, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new IllegalArgumentException(field + " is no whole number");
        }
        return node.longValue();
    }

    private static String textual(String field, JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(field + " is no text");
        }
        return node.textValue();
    }
}
