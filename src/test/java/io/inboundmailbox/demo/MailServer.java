package io.inboundmailbox.demo;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.testing.EntraServer;
import io.inboundmailbox.testing.ExchangeFront;
import io.inboundmailbox.testing.TestCa;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A cloud with one mailbox: tokens over TLS as Entra ID gives them, and IMAP over TLS that takes them as Exchange
/// Online does, with GreenMail behind it.
final class MailServer implements AutoCloseable {
    static final String ADDRESS = "support@contoso.example";
    static final String TENANT = "6b0d2f6c-3c1e-4f7a-9d53-0f1c3a7e5b10";
    static final String CLIENT = "a1b2c3d4-5e6f-4a8b-9c0d-1e2f3a4b5c6d";
    static final String CLIENT_SECRET = "a-secret-of-the-demo";

    private static final String HOST = "localhost";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String PASSWORD = "pass";

    private final EntraServer entra;
    private final GreenMail greenMail;
    private final GreenMailUser user;
    private final ExchangeFront front;
    private final Path authorities;

    /// Starts on free ports of the loopback interface.
    MailServer() throws IOException {
        var ca = new TestCa();
        authorities = Files.writeString(Files.createTempFile("demo-ca-", ".pem"), ca.pem());
        var certificate = ca.server(HOST, LOOPBACK);
        entra = EntraServer.start(certificate);
        entra.register(TENANT, CLIENT, CLIENT_SECRET);
        greenMail = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP));
        greenMail.start();
        user = greenMail.setUser(ADDRESS, ADDRESS, PASSWORD);
        var backend = new ExchangeFront.Backend(LOOPBACK, greenMail.getImap().getPort(), PASSWORD);
        front = new ExchangeFront(backend, certificate, token -> entra.isValid(token, "https://" + HOST));
    }

    /// What the operator must be told to take this for the cloud `Custom`.
    Map<String, String> environment() {
        return Map.of("INBOUNDMAILBOX_CUSTOM_CLOUD_AUTHORITY", entra.authority().toString(),
                "INBOUNDMAILBOX_CUSTOM_CLOUD_EXCHANGE", imap(),
                "INBOUNDMAILBOX_CUSTOM_CLOUD_CA_FILE", authorities.toString(),
                "INBOUNDMAILBOX_EGRESS_ALLOW", "localhost,127.0.0.0/8",
                "INBOUNDMAILBOX_TOKEN_HOSTS", "localhost,127.0.0.1");
    }

    String authority() {
        return entra.authority().toString();
    }

    /// Host and port.
    String imap() {
        return HOST + ":" + front.port();
    }

    /// A message arrives.
    void receive(Sample sample) {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), sample.open());
            var flags = sample.read() ? new Flags(Flags.Flag.SEEN) : new Flags();
            var inbox = greenMail.getManagers().getImapHostManager().getInbox(user);
            inbox.appendMessage(message, flags, Date.from(Instant.now()));
        } catch (MessagingException | FolderException e) {
            throw new IllegalStateException("GreenMail does not take " + sample, e);
        }
    }

    /// What the mailbox holds, as the server sends it.
    List<Hash> hashes() {
        try {
            return new ImapReader(greenMail.getImap().getPort(), ADDRESS, PASSWORD).hashes("INBOX");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        front.close();
        greenMail.stop();
        entra.close();
        try {
            Files.deleteIfExists(authorities);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
