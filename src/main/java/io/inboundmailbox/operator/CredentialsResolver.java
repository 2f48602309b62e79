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
import org.jspecify.annotations.Nullable;

/// From `spec.credentials` and the Secret it names to credentials.
final class CredentialsResolver {
    private static final Set<String> NO_TENANTS = Set.of("common", "consumers", "organizations");

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
        if (NO_TENANTS.contains(tenant.toLowerCase(Locale.ROOT))) {
            throw Resolution.failure(Reason.SecretKeyInvalid, "Key tenantId of Secret " + name + " is \"" + tenant
                    + "\", but a mailbox belongs to one tenant: put the Directory (tenant) ID of the app registration's "
                    + "overview page into it.");
        }
        return new Credentials.ClientSecret(cloud, tenant, either(spec.clientId(), data, name, "clientId", objects),
                Secret.of(objects.value(data, name, "clientSecret")), name);
    }

    private static String either(@Nullable String inSpec, Map<String, String> data, String secret, String key,
            NamedObjects objects) throws MailFailure.Resolving {
        return inSpec != null && !inSpec.isBlank() ? inSpec.strip() : objects.value(data, secret, key);
    }
}
