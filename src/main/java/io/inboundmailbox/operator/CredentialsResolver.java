package io.inboundmailbox.operator;

import io.inboundmailbox.api.CredentialsSpec;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From `spec.credentials` and the Secret it names to credentials.
final class CredentialsResolver {
    private static final Set<String> NO_TENANTS = Set.of("common", "consumers", "organizations");

    /// A GUID or a domain; it becomes a part of the URL that tokens are asked for at.
    private static final Pattern TENANT = Pattern.compile("[0-9A-Za-z]([0-9A-Za-z.-]{0,251}[0-9A-Za-z])?");

    private CredentialsResolver() {}

    static Credentials resolve(CredentialsSpec spec, Cloud cloud, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var clientSecret = spec.clientSecret();
        if (clientSecret != null) {
            return clientSecret(clientSecret, cloud, objects);
        }
        var password = spec.password();
        if (password != null) {
            var name = password.secretRef().name();
            var data = objects.secret("spec.credentials.password.secretRef", name);
            return new Credentials.Password(objects.value(data, name, "username"),
                    Secret.of(objects.value(data, name, "password")), name);
        }
        throw Resolution.failure(Reason.NotSupportedYet, "spec.credentials."
                + (spec.certificate() != null ? "certificate" : "workloadIdentity")
                + " is not supported yet by this version: use clientSecret.");
    }

    private static Credentials clientSecret(CredentialsSpec.ClientSecret spec, Cloud cloud, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var name = spec.secretRef().name();
        var data = objects.secret("spec.credentials.clientSecret.secretRef", name);
        var tenant = either(spec.tenantId(), data, name, "tenantId", objects);
        if (NO_TENANTS.contains(tenant.toLowerCase(Locale.ROOT)) || !TENANT.matcher(tenant).matches()) {
            var where = isIn(spec.tenantId())
                    ? "spec.credentials.clientSecret.tenantId"
                    : "Key tenantId of Secret " + name;
            throw Resolution.failure(Reason.SecretKeyInvalid, where + " names no tenant, but a mailbox belongs to one: "
                    + "put the Directory (tenant) ID of the app registration's overview page there; not common, "
                    + "consumers or organizations.");
        }
        return new Credentials.ClientSecret(cloud, tenant, either(spec.clientId(), data, name, "clientId", objects),
                Secret.of(objects.value(data, name, "clientSecret")), name);
    }

    private static String either(@Nullable String inSpec, Map<String, String> data, String secret, String key,
            NamedObjects objects) throws MailFailure.Resolving {
        return inSpec != null && isIn(inSpec) ? inSpec.strip() : objects.value(data, secret, key);
    }

    private static boolean isIn(@Nullable String spec) {
        return spec != null && !spec.isBlank();
    }
}
