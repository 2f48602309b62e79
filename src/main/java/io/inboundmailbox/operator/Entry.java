package io.inboundmailbox.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inboundmailbox.mail.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a bucket holds of one mailbox. The JSON is never changed in place.
sealed interface Entry {
    /// As it is stored, with all fields that this version does not know.
    JsonNode json();

    /// One that this version understands.
    ///
    /// @param deletedAt when the resource was seen to be deleted; null while it exists
    record Known(ObjectNode json, Progress progress, @Nullable Instant deletedAt) implements Entry {}

    /// Written by a later version, or broken. Kept verbatim; never to be taken for "no cursor".
    record Unknown(JsonNode json, RuntimeException cause) implements Entry {}
}
