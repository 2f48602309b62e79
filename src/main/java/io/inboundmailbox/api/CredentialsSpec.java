package io.inboundmailbox.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.inboundmailbox.api.References.ObjectRef;
import org.jspecify.annotations.Nullable;

// @formatter:off: it puts all annotations of a component on one line, however long
/// What a mailbox is opened with: exactly one of the components is set.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "[has(self.clientSecret), has(self.certificate), has(self.workloadIdentity), has(self.password)]"
                + ".exists_one(kind, kind)",
        message = "spec.credentials takes exactly one of clientSecret, certificate, workloadIdentity and password: "
                + "name one and remove the others.")
public record CredentialsSpec(
        @JsonPropertyDescription("An Entra ID application with a client secret.")
        @Nullable ClientSecret clientSecret,
        @JsonPropertyDescription("An Entra ID application with a certificate.")
        @Nullable Certificate certificate,
        @JsonPropertyDescription("An Entra ID application that trusts a Kubernetes ServiceAccount; no secret at all.")
        @Nullable WorkloadIdentity workloadIdentity,
        @JsonPropertyDescription("A user name and a password, for servers that take them. Exchange Online does not.")
        @Nullable Password password) {

    /// An application's client secret.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ClientSecret(
            @Required
            @JsonPropertyDescription("Secret with the keys tenantId, clientId and clientSecret (the secret's Value, "
                    + "not its Secret ID). The first two may stand here instead.")
            ObjectRef secretRef,
            @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.TENANT)
            @ValidationRule(value = Names.ONE_TENANT, message = Names.ONE_TENANT_MESSAGE)
            @JsonPropertyDescription("Directory (tenant) ID or a verified domain; otherwise read from the Secret.")
            @Nullable String tenantId,
            @Size(min = 1, max = 100) @Pattern(Names.CLIENT)
            @JsonPropertyDescription("Application (client) ID; otherwise read from the Secret.")
            @Nullable String clientId) {}

    /// An application's certificate.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Certificate(
            @Required
            @JsonPropertyDescription("Secret with the keys tls.crt and tls.key, in PEM form, and tenantId and clientId "
                    + "unless they stand here.")
            ObjectRef secretRef,
            @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.TENANT)
            @ValidationRule(value = Names.ONE_TENANT, message = Names.ONE_TENANT_MESSAGE)
            @JsonPropertyDescription("Directory (tenant) ID or a verified domain; otherwise read from the Secret.")
            @Nullable String tenantId,
            @Size(min = 1, max = 100) @Pattern(Names.CLIENT)
            @JsonPropertyDescription("Application (client) ID; otherwise read from the Secret.")
            @Nullable String clientId) {}

    /// A federated credential: Entra ID trusts a token of a ServiceAccount.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record WorkloadIdentity(
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.TENANT)
            @ValidationRule(value = Names.ONE_TENANT, message = Names.ONE_TENANT_MESSAGE)
            @JsonPropertyDescription("Directory (tenant) ID or a verified domain.")
            String tenantId,
            @Required @Size(min = 1, max = 100) @Pattern(Names.CLIENT)
            @JsonPropertyDescription("Application (client) ID or the client ID of a managed identity.")
            String clientId,
            @Required @Size(min = 1, max = Names.NAME_LENGTH) @Pattern(Names.OBJECT)
            @JsonPropertyDescription("ServiceAccount whose token is exchanged, in the namespace of the InboundMailbox.")
            String serviceAccountName) {}

    /// A user name and a password.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Password(
            @Required
            @JsonPropertyDescription("Secret with the keys username and password.")
            ObjectRef secretRef) {}
}
