package io.inboundmailbox.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.inboundmailbox.api.OtherSinks.Kafka;
import io.inboundmailbox.api.OtherSinks.Ref;
import io.inboundmailbox.api.OtherSinks.S3;
import io.inboundmailbox.api.OtherSinks.Smtp;
import io.inboundmailbox.api.OtherSinks.Stdout;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// Where messages go: exactly one of the components is set.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "[has(self.webhook), has(self.ref), has(self.kafka), has(self.s3), has(self.smtp), has(self.stdout)]"
                + ".exists_one(kind, kind)",
        message = "spec.sink takes exactly one of webhook, ref, kafka, s3, smtp and stdout: name one and remove the "
                + "others.")
public record SinkSpec(
        @JsonPropertyDescription("An HTTP endpoint that takes CloudEvents.")
        @Nullable WebhookSpec webhook,
        @JsonPropertyDescription("A Knative Addressable in the namespace of the InboundMailbox.")
        @Nullable Ref ref,
        @JsonPropertyDescription("A Kafka topic.")
        @Nullable Kafka kafka,
        @JsonPropertyDescription("A bucket of an S3 compatible store.")
        @Nullable S3 s3,
        @JsonPropertyDescription("A mail server that takes the messages.")
        @Nullable Smtp smtp,
        @JsonPropertyDescription("The operator's standard output, one line for each message: for trying out.")
        @Nullable Stdout stdout) {}
