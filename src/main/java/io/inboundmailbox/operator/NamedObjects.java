package io.inboundmailbox.operator;

import io.inboundmailbox.api.References;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.CaBundle;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Secrets and ConfigMaps that one resource names, as the resolvers ask for them: a value, or the exception that
/// says why there is none. Made anew for each reconciliation; remembers what was asked for.
final class NamedObjects {
    /// White space, also what [String#strip] leaves: the no-break space of web pages, the byte order mark of editors.
    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{Z}\\uFEFF\\u200B]+|[\\s\\p{Z}\\uFEFF\\u200B]+$");

    private final Function<Reference, Lookup> known;
    private final ResourceKey resource;
    private final Set<Reference> asked = new HashSet<>();

    /// @param known what is known of an object now; asking may make it known later
    NamedObjects(Function<Reference, Lookup> known, ResourceKey resource) {
        this.known = known;
        this.resource = resource;
    }

    /// Everything that was asked for so far.
    Set<Reference> asked() {
        return Set.copyOf(asked);
    }

    /// A Secret's data.
    ///
    /// @param field the spec field that names it, for sentences
    Map<String, String> secret(String field, String name) throws MailFailure.Resolving, Resolution.PendingException {
        return data(field, new Reference(Reference.Kind.Secret, resource.namespace(), name), Reason.SecretNotFound);
    }

    /// The value of a key: trimmed of what people paste along with it.
    String value(Map<String, String> data, String secret, String key) throws MailFailure.Resolving {
        var value = trimmed(data.get(key));
        if (value.isEmpty()) {
            throw Resolution.failure(Reason.SecretKeyMissing, data.containsKey(key)
                    ? "Key " + key + " of Secret " + secret + " is empty: put the value into it."
                    : "Secret " + secret + " has no key " + key + ": add it (kubectl -n " + resource.namespace()
                            + " patch secret " + secret + " -p '{\"stringData\":{\"" + key + "\":\"…\"}}').");
        }
        return value;
    }

    /// Certificates in a ConfigMap or Secret; null when the spec names none.
    @Nullable
    CaBundle caBundle(String field, References.@Nullable CaBundle spec)
            throws MailFailure.Resolving, Resolution.PendingException {
        if (spec == null) {
            return null;
        }
        var config = spec.configMapRef();
        var secret = spec.secretRef();
        if (config == null && secret == null) {
            throw Resolution.failure(Reason.CaBundleNotFound, field + " names neither configMapRef nor secretRef.");
        }
        var reference = config != null
                ? new Reference(Reference.Kind.ConfigMap, resource.namespace(), config.name())
                : new Reference(Reference.Kind.Secret, resource.namespace(),
                        Objects.requireNonNull(secret).name());
        var pem = data(field, reference, Reason.CaBundleNotFound).get(spec.key());
        if (pem == null) {
            throw Resolution.failure(Reason.CaBundleNotFound, reference.kind() + " " + reference.name() + ", named by "
                    + field + ", has no key " + spec.key() + ": add the certificates in PEM form under it.");
        }
        try {
            return new CaBundle(pem);
        } catch (IllegalArgumentException e) {
            throw Resolution.failure(Reason.CaBundleInvalid, "Key " + spec.key() + " of " + reference.kind() + " "
                    + reference.name() + ", named by " + field + ", cannot be used: " + e.getMessage() + ".");
        }
    }

    private Map<String, String> data(String field, Reference reference, Reason absent)
            throws MailFailure.Resolving, Resolution.PendingException {
        asked.add(reference);
        return switch (known.apply(reference)) {
            case Lookup.Present(var data) -> data;
            case Lookup.Pending _ -> throw new Resolution.PendingException();
            case Lookup.Absent _ -> throw Resolution.failure(absent, reference.kind() + " " + reference.name()
                    + ", named by " + field + ", does not exist in namespace " + reference.namespace()
                    + ": create it there, or correct the name.");
            case Lookup.Forbidden _ -> throw Resolution.failure(Reason.ReferenceForbidden,
                    "The operator may not read " + reference.kind() + " " + reference.name() + " in namespace "
                            + reference.namespace() + ". The installer must grant its ServiceAccount get, list and "
                            + "watch there.");
        };
    }

    /// Blanks of all kinds, line breaks, a byte order mark and surrounding quotes are never part of an id or a secret.
    static String trimmed(@Nullable String value) {
        var text = value == null ? "" : stripped(value);
        var quoted = text.length() >= 2 && ((text.startsWith("\"") && text.endsWith("\""))
                || (text.startsWith("'") && text.endsWith("'")));
        return quoted ? stripped(text.substring(1, text.length() - 1)) : text;
    }

    private static String stripped(String text) {
        return EDGES.matcher(text).replaceAll("");
    }
}
