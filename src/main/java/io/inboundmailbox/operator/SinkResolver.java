package io.inboundmailbox.operator;

import io.inboundmailbox.api.SinkSpec;
import io.inboundmailbox.api.WebhookSpec;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SigningKeys;
import io.inboundmailbox.plan.SinkSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// From `spec.sink` and what it names to settings.
final class SinkResolver {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private SinkResolver() {}

    static SinkSettings resolve(SinkSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var webhook = spec.webhook();
        if (webhook != null) {
            return webhook(webhook, objects);
        }
        if (spec.stdout() != null) {
            return new SinkSettings.Stdout();
        }
        throw Resolution.failure(Reason.NotSupportedYet,
                "spec.sink." + kind(spec) + " is not supported yet by this version: use webhook or stdout.");
    }

    /// The kind of sink, as the spec names its field.
    static String kind(SinkSpec spec) {
        if (spec.webhook() != null) {
            return "webhook";
        }
        if (spec.ref() != null) {
            return "ref";
        }
        if (spec.kafka() != null) {
            return "kafka";
        }
        if (spec.s3() != null) {
            return "s3";
        }
        return spec.smtp() != null ? "smtp" : "stdout";
    }

    private static SinkSettings webhook(WebhookSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        if (spec.mode() == WebhookSpec.Mode.Structured) {
            throw Resolution.failure(Reason.NotSupportedYet,
                    "spec.sink.webhook.mode: Structured is not supported yet by this version: use Binary.");
        }
        return new SinkSettings.Webhook(url(spec.url()), signingKeys(spec, objects), headers(spec, objects),
                objects.caBundle("spec.sink.webhook.caBundle", spec.caBundle()), spec.timeoutDuration());
    }

    private static URI url(String text) throws MailFailure.Resolving {
        try {
            var url = new URI(text.strip());
            var scheme = url.getScheme();
            if (url.getHost() != null && scheme != null && Set.of("http", "https").contains(scheme)
                    && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below: the parser's own words would repeat the URL, which may hold a secret.
            throw unusable();
        }
        throw unusable();
    }

    private static MailFailure.Resolving unusable() {
        return Resolution.failure(Reason.SinkUrlInvalid, "spec.sink.webhook.url is no absolute http or https URL without "
                + "user name and fragment: write it like https://tickets.example.com/mail.");
    }

    private static List<Secret> signingKeys(WebhookSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var reference = spec.signingSecretRef();
        if (reference == null) {
            return List.of();
        }
        var data = objects.secret("spec.sink.webhook.signingSecretRef", reference.name());
        var keys = new ArrayList<Secret>();
        for (var key : BLANKS.splitAsStream(objects.value(data, reference.name(), reference.key())).toList()) {
            try {
                keys.add(SigningKeys.parse(key));
            } catch (IllegalArgumentException e) {
                throw Resolution.failure(Reason.SecretKeyInvalid, "Key " + reference.key() + " of Secret "
                        + reference.name() + ", named by spec.sink.webhook.signingSecretRef, is no signing key: "
                        + e.getMessage());
            }
        }
        return keys;
    }

    private static Map<String, Secret> headers(WebhookSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        var reference = spec.headersSecretRef();
        if (reference == null) {
            return Map.of();
        }
        var data = objects.secret("spec.sink.webhook.headersSecretRef", reference.name());
        var headers = new HashMap<String, Secret>();
        for (var key : reference.keys()) {
            headers.put(key, Secret.of(objects.value(data, reference.name(), key)));
        }
        return headers;
    }
}
