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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
                "spec.sink." + spec.kind() + " is not supported yet by this version: use webhook or stdout.");
    }

    private static SinkSettings webhook(WebhookSpec spec, NamedObjects objects)
            throws MailFailure.Resolving, Resolution.PendingException {
        if (spec.mode() == WebhookSpec.Mode.Structured) {
            throw Resolution.failure(Reason.NotSupportedYet,
                    "spec.sink.webhook.mode: Structured is not supported yet by this version: use Binary.");
        }
        return new SinkSettings.Webhook(url(spec.url()), signingKeys(spec, objects), headers(spec, objects),
                objects.caBundle("spec.sink.webhook.caBundle", spec.caBundle()), timeout(spec));
    }

    private static Duration timeout(WebhookSpec spec) throws MailFailure.Resolving {
        try {
            return spec.timeoutDuration();
        } catch (IllegalArgumentException e) {
            throw Resolution.invalid(e);
        }
    }

    private static URI url(String text) throws MailFailure.Resolving {
        try {
            var url = new URI(text.strip());
            var scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
            if (url.getHost() != null && Set.of("http", "https").contains(scheme) && url.getPort() <= 65_535
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
        return Resolution.failure(Reason.SinkUrlInvalid,
                "spec.sink.webhook.url is no absolute http or https URL without "
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
