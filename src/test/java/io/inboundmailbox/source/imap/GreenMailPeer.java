package io.inboundmailbox.source.imap;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import io.inboundmailbox.source.MailSources;
import io.inboundmailbox.source.MailboxPeer;
import io.inboundmailbox.testing.MailProgram;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/// A mailbox in a GreenMail in this JVM, which the tests of a class share.
final class GreenMailPeer implements MailboxPeer {
    private static final String PASSWORD = "pass";
    private static final String INBOX = "INBOX";

    private final GreenMail server;
    private final String address = "user-" + UUID.randomUUID() + "@contoso.test";
    private final GreenMailUser user;

    GreenMailPeer(GreenMail server) {
        this.server = server;
        this.user = server.setUser(address, PASSWORD);
    }

    /// A server on a free port of the loopback interface, for plain text.
    static GreenMail start() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        return server;
    }

    @Override
    public Mailbox mailbox() {
        return Settings.mailbox(address, settings());
    }

    @Override
    public SourceSettings settings() {
        return Settings.server(server.getImap().getPort(), Tls.None, null,
                new Credentials.Password(address, Secret.of(PASSWORD), "support-mail"));
    }

    @Override
    public MailSources sources() {
        return Settings.sourcesWithoutTokens();
    }

    @Override
    public void deliver(byte[] message) {
        deliver(message, Instant.now());
    }

    @Override
    public void deliver(byte[] message, Instant receivedAt) {
        inbox().appendMessage(GreenMailUtil.newMimeMessage(new ByteArrayInputStream(message)), new Flags(),
                Date.from(receivedAt));
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
        var copies = new ArrayList<MimeMessage>();
        var times = new ArrayList<Date>();
        for (var message : inbox().getMessages()) {
            copies.add(message.getMimeMessage());
            times.add(message.getReceivedDate());
        }
        // GreenMail numbers folders by the second in which they are made.
        var before = inbox().getUidValidity();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Instant.now().getEpochSecond() > before);
        var host = server.getManagers().getImapHostManager();
        try {
            host.deletePrivateMailAccount(user);
            host.createPrivateMailAccount(user);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
        for (var i = 0; i < copies.size(); i++) {
            inbox().appendMessage(copies.get(i), new Flags(), times.get(i));
        }
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

    private MailFolder inbox() {
        try {
            return server.getManagers().getImapHostManager().getInbox(user);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private MailProgram program() {
        return new MailProgram("127.0.0.1", server.getImap().getPort(), address, PASSWORD);
    }
}
