package io.inboundmailbox.source.imap;

import com.icegreen.greenmail.util.GreenMail;
import io.inboundmailbox.source.MailSourceContract;
import io.inboundmailbox.source.MailboxPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // the field is filled before all tests
class GreenMailImapSourceTest extends MailSourceContract {
    private static GreenMail server;

    @BeforeAll
    static void start() {
        server = GreenMailPeer.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    protected MailboxPeer newPeer() {
        return new GreenMailPeer(server);
    }
}
