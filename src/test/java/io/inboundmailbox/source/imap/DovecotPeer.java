package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.CaBundle;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSources;
import io.inboundmailbox.source.MailboxPeer;
import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.MailProgram;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/// A mailbox in a real Dovecot, which the tests of a class share.
final class DovecotPeer implements MailboxPeer {
    private static final String INBOX = "INBOX";

    private final Dovecot server;
    private final String address = "user-" + UUID.randomUUID() + "@contoso.test";

    DovecotPeer(Dovecot server) {
        this.server = server;
    }

    @Override
    public Mailbox mailbox() {
        return Settings.mailbox(address, settings());
    }

    @Override
    public SourceSettings settings() {
        return Settings.server(server.tlsPort(), Tls.Implicit, new CaBundle(server.ca().pem()),
                new Credentials.Password(address, Secret.of(Dovecot.PASSWORD), "support-mail"));
    }

    @Override
    public MailSources sources() {
        return Settings.sourcesWithoutTokens();
    }

    @Override
    public void deliver(byte[] message) {
        server.deliver(address, message);
    }

    @Override
    public void deliver(byte[] message, Instant receivedAt) {
        program().append(INBOX, message, Date.from(receivedAt));
    }

    @Override
    public List<byte[]> kept() {
        return program().contents(INBOX);
    }

    @Override
    public void readAll() {
        program().readAll(INBOX);
    }

    @Override
    public void removeAll() {
        program().removeAll(INBOX);
    }

    @Override
    public void renumber() {
        server.renumber(address);
    }

    @Override
    public void createFolder(String folder) {
        program().createFolder(folder);
    }

    @Override
    public int count(String folder) {
        return program().count(folder);
    }

    @Override
    public int unread() {
        return program().unread(INBOX);
    }

    @Override
    public void close() {
        // The server is not this peer's.
    }

    MailProgram program() {
        return new MailProgram(Dovecot.HOST, server.port(), address, Dovecot.PASSWORD);
    }
}
