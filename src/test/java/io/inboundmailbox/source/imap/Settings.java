package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import io.inboundmailbox.auth.TokenSource;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSources;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings that many tests share.
final class Settings {
    static final Credentials.ClientSecret APPLICATION = new Credentials.ClientSecret(Cloud.GLOBAL, "contoso.test",
            "11111111-2222-3333-4444-555555555555", Secret.of("s3cret"), "contoso-mail");
    static final Credentials.Password PASSWORD = new Credentials.Password("support@contoso.test", Secret.of("pass"),
            "support-mail");
    /// Short enough for tests of silence, long enough for a busy machine.
    static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofSeconds(10));

    private Settings() {}

    static Mailbox mailbox(String address, SourceSettings settings) {
        return new Mailbox(new ResourceKey("helpdesk", "support"), address, Protocol.IMAP, settings.server(), "Inbox");
    }

    static SourceSettings server(int port, Tls tls, @Nullable CaBundle trust, Credentials credentials) {
        return new SourceSettings(Protocol.IMAP, "127.0.0.1", port, tls, trust, credentials);
    }

    static MailSources sourcesWithoutTokens() {
        return new ImapMailSources(new NoTokens(), Clock.systemUTC());
    }

    /// For servers that take passwords.
    static final class NoTokens implements TokenSource {
        @Override
        public AccessToken token(Credentials.ClientSecret credentials, String scope) {
            throw new IllegalStateException("no token was expected to be needed");
        }

        @Override
        public void refused(Credentials.ClientSecret credentials, String scope, AccessToken token) {
            throw new IllegalStateException("no token was expected to be refused");
        }

        @Override
        public void retry(Credentials.ClientSecret credentials, String scope) {
            throw new IllegalStateException("no token was expected to be retried");
        }
    }
}
