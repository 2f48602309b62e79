package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.TokenSource;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.source.MailSource;
import io.inboundmailbox.source.MailSources;
import java.time.Clock;

/// Opens mailboxes by IMAP. Thread-safe; every source has a connection of its own.
public final class ImapMailSources implements MailSources {
    private final TokenSource tokens;
    private final Clock clock;
    private final Timeouts timeouts;

    /// @param tokens asked only for mailboxes that are opened with a token
    /// @param clock the time by which tokens end
    public ImapMailSources(TokenSource tokens, Clock clock) {
        this(tokens, clock, Timeouts.DEFAULT);
    }

    ImapMailSources(TokenSource tokens, Clock clock, Timeouts timeouts) {
        this.tokens = tokens;
        this.clock = clock;
        this.timeouts = timeouts;
    }

    @Override
    public MailSource open(Mailbox mailbox, SourceSettings settings) {
        var failures = new ImapFailures(mailbox, settings);
        var opener = new SessionOpener(mailbox, settings, tokens, clock, new Dialer(settings, timeouts), failures);
        var session = new HeldSession(mailbox, opener, failures, clock);
        return new ImapMailSource(mailbox, session, failures, clock, () -> retry(settings.credentials()));
    }

    private void retry(Credentials credentials) {
        switch (credentials) {
            case Credentials.ClientSecret secret -> tokens.retry(secret, secret.cloud().exchangeScope());
            case Credentials.Password _ -> {
                // Nothing is remembered of passwords.
            }
        }
    }
}
