package io.inboundmailbox.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// What is true of the mailboxes. Times are strings as RFC 3339 writes them, so that no value that somebody else wrote
/// into a status makes a resource unreadable. Lists are never null, and empty until something is known.
///
/// @param mailboxes `ready/all`, such as `1/2`
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record InboundMailboxStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of; -1 before the first look.")
        @Nullable Long observedGeneration,
        @Size(max = 500)
        @JsonPropertyDescription("The installation that has this resource, as namespace/name.")
        @Nullable String controller,
        @Size(max = 20)
        @JsonPropertyDescription("Ready, and what it consists of: ResolvedRefs, Authenticated, Fetching, Delivering. "
                + "Stalled is there when a person must act, Reconciling while work is under way.")
        List<Condition> conditions,
        @JsonPropertyDescription("The token in use, and the credential it was got with.")
        @Nullable Token token,
        @Size(max = 20)
        @JsonPropertyDescription("How many mailboxes are ready, of how many: 1/2.")
        @Nullable String mailboxes,
        @JsonPropertyDescription("Counters over all mailboxes; written at most once a minute.")
        @Nullable Messages messages,
        @Size(max = Names.TIME_LENGTH)
        @JsonPropertyDescription("When a mailbox was last polled with success.")
        @Nullable String lastPollTime,
        @Size(max = Names.TIME_LENGTH)
        @JsonPropertyDescription("When the last delivered message was received.")
        @Nullable String lastMessageTime,
        @Size(max = 50)
        @JsonPropertyDescription("Each mailbox; beyond 20 only those that are not ready, at most 50.")
        List<User> users,
        @Size(max = 2048)
        @JsonPropertyDescription("Where messages go, as far as it may be shown.")
        @Nullable String sinkUri,
        @Size(max = 1000)
        @JsonPropertyDescription("The value of the annotation inboundmailbox.io/fetch-requested-at that was last acted "
                + "upon.")
        @Nullable String lastHandledFetchAt) {
    public InboundMailboxStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        users = List.copyOf(requireNonNullElse(users, List.of()));
    }

    /// What may be told of a token: its times, never the token.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Token(
            @Size(max = Names.TIME_LENGTH)
            @JsonPropertyDescription("When the token was got.")
            @Nullable String acquiredAt,
            @Size(max = Names.TIME_LENGTH)
            @JsonPropertyDescription("When the token ends; a new one is got earlier.")
            @Nullable String expiresAt,
            @JsonPropertyDescription("The kind of credential it was got with.")
            @Nullable TokenKind kind,
            @Size(max = Names.TIME_LENGTH)
            @JsonPropertyDescription("When the credential itself ends, where that is known (certificates).")
            @Nullable String credentialExpiresAt) {}

    /// The kind of credential that a token was got with.
    public enum TokenKind {
        ClientSecret,
        Certificate,
        WorkloadIdentity
    }

    /// Counters over all mailboxes; they go on when the operator restarts.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Messages(
            @JsonPropertyDescription("Messages that the sink has accepted.")
            @Nullable Long delivered,
            @JsonPropertyDescription("Messages that were put aside: refused by the sink, or too large.")
            @Nullable Long quarantined) {}

    /// One mailbox.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record User(
            @Required @Size(min = 1, max = Names.ADDRESS_LENGTH)
            @JsonPropertyDescription("Address of the mailbox.")
            String address,
            @JsonPropertyDescription("Whether its mail is fetched and delivered.")
            @Nullable Boolean ready,
            @Size(max = 100)
            @JsonPropertyDescription("Why not; the sentence stands in the condition.")
            @Nullable String reason,
            @Size(max = Names.TIME_LENGTH)
            @JsonPropertyDescription("Since when ready and reason are as they are.")
            @Nullable String since,
            @Size(max = Names.TIME_LENGTH)
            @JsonPropertyDescription("When its last delivered message was received.")
            @Nullable String lastMessageTime,
            @JsonPropertyDescription("Its messages that the sink has accepted.")
            @Nullable Long delivered,
            @JsonPropertyDescription("Its messages that were put aside.")
            @Nullable Long quarantined) {}
}
