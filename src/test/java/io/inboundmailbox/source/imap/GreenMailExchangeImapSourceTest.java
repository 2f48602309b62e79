package io.inboundmailbox.source.imap;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.inboundmailbox.testing.ExchangeFront;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // the field is filled before all tests
class GreenMailExchangeImapSourceTest extends ExchangeImapSourceContract {
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
    ExchangeFront.Backend backend() {
        return new ExchangeFront.Backend("127.0.0.1", server.getImap().getPort(), "pass");
    }

    @Override
    void deliver(String mailbox, byte[] message) {
        server.setUser(mailbox, "pass").deliver(GreenMailUtil.newMimeMessage(new ByteArrayInputStream(message)));
    }
}
