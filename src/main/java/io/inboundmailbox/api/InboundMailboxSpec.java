package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// What the user asks for. What the schema gives a default is never null here either: the constructor fills it in, for
/// resources that did not pass through an API server. The required components (protocol, address, credentials, sink)
/// are not checked: that is the API server's business.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = "!(self.protocol == 'IMAP' && has(self.server) && has(self.server.port) && "
        + "self.server.port == 443)", fieldPath = ".server.port",
        message = "Port 443 is not IMAP. In Agiloft this combination means EWS. Use protocol: Graph, or protocol: EWS "
                + "until 2027-04-01.")
@ValidationRule(value = "!(self.protocol == 'Graph' && has(self.server))", fieldPath = ".server",
        message = "spec.server is not used with protocol: Graph, whose host follows from spec.cloud: remove it, or use "
                + "protocol: IMAP or EWS for a server of your own.")
@ValidationRule(value = "!(self.protocol == 'Graph' && has(self.credentials.password))",
        fieldPath = ".credentials.password",
        message = "Microsoft Graph takes no passwords: use clientSecret, certificate or workloadIdentity in "
                + "spec.credentials.")
@ValidationRule(value = "self.protocol == 'Graph' || !has(self.credentials.password) || has(self.server) || "
        + "self.cloud == 'Custom'", fieldPath = ".credentials.password",
        message = "Exchange Online takes no passwords: use clientSecret, certificate or workloadIdentity in "
                + "spec.credentials, or name the server that takes them in spec.server.")
@ValidationRule(value = "!(self.protocol == 'Graph' && self.cloud == 'China')", fieldPath = ".cloud",
        message = "Microsoft Graph in cloud: China has no delta queries for mail: use protocol: IMAP or EWS there.")
@ValidationRule(value = "!has(self.additionalUsers) || "
        + "!self.additionalUsers.exists(user, user.address == self.address)", fieldPath = ".additionalUsers",
        message = "spec.additionalUsers repeats spec.address, which is read anyway: remove it from the list.")
public record InboundMailboxSpec(
        @Required @SelectableField
        @JsonPropertyDescription("How the mailbox is read: Graph (Microsoft 365), IMAP (any server) or EWS (Exchange "
                + "Server; Exchange Online until 2027-04-01).")
        Protocol protocol,
        @Required @SelectableField @Size(min = 3, max = Names.ADDRESS_LENGTH)
        @ValidationRule(value = Names.ONE_ADDRESS,
                message = "spec.address takes one address, without blanks, commas and semicolons: put the others into "
                        + "spec.additionalUsers.")
        @ValidationRule(value = Names.LOWER_CASE,
                message = "spec.address must be in lower case: mailboxes are told apart by it, and A@contoso.com is "
                        + "a@contoso.com.")
        @ValidationRule(value = Names.HAS_DOMAIN,
                message = "spec.address must be the full address of the mailbox, such as support@contoso.com.")
        @JsonPropertyDescription("Address of the mailbox, in lower case.")
        String address,
        @Size(max = 250)
        @JsonPropertyDescription("More mailboxes that are read with the same credentials.")
        List<User> additionalUsers,
        @Default("Global")
        @JsonPropertyDescription("Microsoft cloud of the tenant. Custom stands for the hosts that the installer has "
                + "configured.")
        Cloud cloud,
        @JsonPropertyDescription("An Exchange Server or another IMAP server. Leave it out for Exchange Online.")
        @Nullable ServerSpec server,
        @Required
        @JsonPropertyDescription("What the mailbox is opened with; exactly one kind.")
        CredentialsSpec credentials,
        @Default("Inbox") @Size(min = 1, max = Names.FOLDER_LENGTH) @Pattern("^[^\\x00-\\x1f]+$")
        @JsonPropertyDescription("Folder that is read: a well-known name such as Inbox, or a path.")
        String folder,
        @Default("{}")
        @JsonPropertyDescription("Where reading starts in a mailbox that was never read before.")
        HandlingSpec.Start start,
        @Default("30s") @Size(max = Quantities.DURATION_LENGTH)
        @ValidationRule(value = Quantities.IS_DURATION,
                message = "spec.interval must be a duration such as 30s, 5m or 1h30m.")
        @ValidationRule(value = Quantities.NO_DURATION_OR + "duration(self) >= duration('5s')",
                message = "spec.interval must be at least 5s: polling more often only gets the application throttled.")
        @JsonPropertyDescription("Time between two polls, such as 30s or 5m.")
        String interval,
        @Default("150Mi") @Size(max = Quantities.SIZE_LENGTH)
        @ValidationRule(value = Quantities.IS_SIZE,
                message = "spec.maxMessageSize must be a size such as 150Mi or 25M.")
        @JsonPropertyDescription("Larger messages are quarantined before they are downloaded; such as 150Mi.")
        String maxMessageSize,
        @Default("{}")
        @JsonPropertyDescription("What happens to a message in its mailbox once the sink has accepted it.")
        HandlingSpec.AfterDelivery afterDelivery,
        @Default("{}")
        @JsonPropertyDescription("What happens to a message that the sink refuses for good.")
        HandlingSpec.Rejected rejected,
        @Default("RFC822")
        @JsonPropertyDescription("What is delivered: RFC822 (the exact bytes of the message) or JSON (the message "
                + "taken apart).")
        Payload payload,
        @Required
        @JsonPropertyDescription("Where messages go; exactly one kind.")
        SinkSpec sink,
        @Default("false")
        @JsonPropertyDescription("Stops reading; nothing is forgotten.")
        Boolean suspend) {
    public static final String DEFAULT_FOLDER = "Inbox";
    public static final String DEFAULT_INTERVAL = "30s";
    public static final String DEFAULT_MAX_MESSAGE_SIZE = "150Mi";

    /// How a mailbox is read.
    public enum Protocol {
        Graph,
        IMAP,
        EWS
    }

    /// The Microsoft cloud of the tenant.
    public enum Cloud {
        Global,
        USGovernment,
        USGovernmentDoD,
        China,
        Custom
    }

    /// What is delivered.
    public enum Payload {
        RFC822,
        JSON
    }

    /// One more mailbox under the same credentials.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record User(
            @Required @Size(min = 3, max = Names.ADDRESS_LENGTH)
            @ValidationRule(value = Names.ONE_ADDRESS,
                    message = "address takes one address, without blanks, commas and semicolons: make each its own "
                            + "entry of spec.additionalUsers.")
            @ValidationRule(value = Names.LOWER_CASE,
                    message = "the addresses in spec.additionalUsers must be in lower case: mailboxes are told apart "
                            + "by them.")
            @ValidationRule(value = Names.HAS_DOMAIN,
                    message = "an entry of spec.additionalUsers must be the full address of a mailbox, such as "
                            + "sales@contoso.com.")
            @JsonPropertyDescription("Address of the mailbox, in lower case.")
            String address) {}

    public InboundMailboxSpec {
        additionalUsers = List.copyOf(requireNonNullElse(additionalUsers, List.of()));
        cloud = requireNonNullElse(cloud, Cloud.Global);
        folder = requireNonNullElse(folder, DEFAULT_FOLDER);
        start = requireNonNullElseGet(start, () -> new HandlingSpec.Start(HandlingSpec.Start.From.Now, null));
        interval = requireNonNullElse(interval, DEFAULT_INTERVAL);
        maxMessageSize = requireNonNullElse(maxMessageSize, DEFAULT_MAX_MESSAGE_SIZE);
        afterDelivery = requireNonNullElseGet(afterDelivery,
                () -> new HandlingSpec.AfterDelivery(HandlingSpec.AfterDelivery.Action.None, null));
        rejected = requireNonNullElseGet(rejected, () -> new HandlingSpec.Rejected(
                HandlingSpec.Rejected.DEFAULT_ATTEMPTS, HandlingSpec.Rejected.DEFAULT_STUCK_AFTER, null));
        payload = requireNonNullElse(payload, Payload.RFC822);
        suspend = requireNonNullElse(suspend, false);
    }

    /// Every mailbox's address: the main one first, then the additional ones in the order of the spec.
    public List<String> addresses() {
        return Stream.concat(Stream.of(address), additionalUsers.stream().map(User::address)).toList();
    }

    /// The interval as a duration. Throws IllegalArgumentException when the text is none (which the schema prevents).
    public Duration intervalDuration() {
        return Quantities.duration("spec.interval", interval);
    }

    /// The largest message in bytes. Throws IllegalArgumentException when the text is no size (which the schema
    /// prevents).
    public long maxMessageBytes() {
        return Quantities.bytes("spec.maxMessageSize", maxMessageSize);
    }
}
