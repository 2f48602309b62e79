package io.inboundmailbox.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inboundmailbox.mail.Cursor;
import io.inboundmailbox.mail.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The text of a bucket's `entries`: a JSON object, one member per mailbox. Version `v0.1.0` of it lies in
/// `src/test/resources/buckets`.
final class EntryCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EntryCodec() {}

    /// Reads entries. One that cannot be read is [Entry.Unknown] and spoils no other.
    ///
    /// @throws IllegalArgumentException when the text as a whole is no JSON object
    static Map<String, Entry> parse(String text) {
        var entries = new TreeMap<String, Entry>();
        tree(text).properties().forEach(member -> entries.put(member.getKey(), read(member.getValue())));
        return entries;
    }

    static String format(Map<String, Entry> entries) {
        var tree = JSON.createObjectNode();
        entries.forEach((key, entry) -> tree.set(key, entry.json()));
        return tree.toString();
    }

    static Entry.Known blank() {
        return new Entry.Known(JSON.createObjectNode(), Progress.NONE, null);
    }

    /// The entry with other progress. The mark of a deleted resource stays: the last word of a worker may come late.
    static Entry.Known with(Entry.Known old, Progress progress) {
        return write(old, progress, old.deletedAt());
    }

    /// The entry with or without the mark of a deleted resource.
    static Entry.Known marked(Entry.Known old, @Nullable Instant deletedAt) {
        return write(old, old.progress(), deletedAt);
    }

    private static ObjectNode tree(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("entries are no JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("entries are no JSON", e);
        }
    }

    private static Entry read(JsonNode json) {
        try {
            if (!(json instanceof ObjectNode object)) {
                throw new IllegalArgumentException("the entry is no JSON object");
            }
            var fields = new JsonFields(object);
            var progress = new Progress(fields.instant("startAt"), cursor(fields), fields.count("delivered"),
                    fields.count("quarantined"), fields.instant("lastMessageAt"));
            return new Entry.Known(object, progress, fields.instant("deletedAt"));
        } catch (IllegalArgumentException e) {
            return new Entry.Unknown(json, e);
        }
    }

    private static @Nullable Cursor cursor(JsonFields fields) {
        var object = fields.object("cursor");
        return object == null ? null : CursorCodec.read(object);
    }

    private static Entry.Known write(Entry.Known old, Progress progress, @Nullable Instant deletedAt) {
        var json = old.json().deepCopy();
        JsonFields.put(json, "startAt", progress.startAt());
        var cursor = progress.cursor();
        if (cursor == null) {
            json.remove("cursor");
        } else {
            json.set("cursor", CursorCodec.write(json.get("cursor"), cursor));
        }
        json.put("delivered", progress.delivered());
        json.put("quarantined", progress.quarantined());
        JsonFields.put(json, "lastMessageAt", progress.lastMessageAt());
        JsonFields.put(json, "deletedAt", deletedAt);
        return new Entry.Known(json, progress, deletedAt);
    }
}
