package io.inboundmailbox.auth;

import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a token is for. Who presents the same key shares the token; a rotated secret is another key. The name of the
/// Kubernetes Secret is left out: two resources may hold the same credential under different names.
record TokenKey(Cloud cloud, String tenantId, String clientId, String scope, Secret clientSecret) {
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern DOMAIN = Pattern
            .compile("(?=.{3,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");
    /// Wide enough for ids that a private token endpoint may use, too narrow for a client secret of Entra ID: those
    /// have a tilde and forty characters, and some people paste them into the wrong key.
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,36}");

    static TokenKey of(Credentials.ClientSecret credentials, String scope) {
        return new TokenKey(credentials.cloud(), credentials.tenantId(), credentials.clientId(), scope,
                credentials.clientSecret());
    }

    /// `authority/tenant/`, as msal4j wants it.
    String authority() {
        return cloud.authority() + "/" + tenantId + "/";
    }

    /// Whether this belongs to the installer's own cloud, whose certificates the installer may vouch for.
    boolean custom() {
        return cloud.name().equals("Custom");
    }

    /// What can be said without asking anybody. A tenant goes into the URL as it is (msal4j does not look at it), so
    /// nothing but a GUID or a domain may pass.
    Optional<Refusal> mistake() {
        return switch (tenantId) {
            case "common" -> Optional.of(AadstsAdvice.TENANT_COMMON.refusal());
            case "consumers" -> Optional.of(AadstsAdvice.TENANT_COMMON.refusal());
            case "organizations" -> Optional.of(AadstsAdvice.TENANT_COMMON.refusal());
            case String tenant when !isGuid(tenant) && !DOMAIN.matcher(tenant).matches() ->
                Optional.of(AadstsAdvice.TENANT_MALFORMED.refusal());
            case String _ when clientId.isBlank() -> Optional.of(AadstsAdvice.APP_NOT_FOUND.refusal());
            case String _ when clientSecret.reveal().isBlank() -> Optional.of(AadstsAdvice.SECRET_MISSING.refusal());
            case String _ -> Optional.empty();
        };
    }

    /// A sentence with its gaps filled.
    ///
    /// @param secretName the Secret of the one who is told
    String fill(String sentence, String secretName) {
        return sentence.replace("{app}", app())
                .replace("{tenant}", tenantId)
                .replace("{secret}", secretName)
                .replace("{authority}", cloud.authority().toString())
                .replace("{scope}", scope)
                .replace("{cloud}", cloud.name())
                .replace("{permission}", permission())
                .replace("{ca}", custom()
                        ? "The installer must put the CA that signed it into the file that "
                                + "INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE names."
                        : "A proxy that looks into TLS is the usual cause: the network admin must let this host pass.")
                .replace("{hint}", isGuid(clientSecret.reveal())
                        ? "The value there is a GUID, as Secret IDs are. "
                        : "");
    }

    /// The client id as it may be shown.
    String app() {
        return CLIENT_ID.matcher(clientId).matches() ? clientId : "(clientId is no GUID)";
    }

    private String permission() {
        return scope.startsWith(cloud.graph().toString())
                ? "Mail.Read (Microsoft Graph)"
                : "IMAP.AccessAsApp (Office 365 Exchange Online)";
    }

    private static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }
}
