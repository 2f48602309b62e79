package io.inboundmailbox.source.imap;

import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.ExchangeFront;
import io.inboundmailbox.testing.RealDovecot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RealDovecot
@SuppressWarnings("NullAway.Init") // the field is filled before all tests
class DovecotExchangeImapSourceIT extends ExchangeImapSourceContract {
    private static Dovecot dovecot;

    @BeforeAll
    static void start() {
        dovecot = Dovecot.start();
    }

    @AfterAll
    static void stop() {
        dovecot.close();
    }

    @Override
    ExchangeFront.Backend backend() {
        return ExchangeFront.Backend.of(dovecot);
    }

    @Override
    void deliver(String mailbox, byte[] message) {
        dovecot.deliver(mailbox, message);
    }
}
