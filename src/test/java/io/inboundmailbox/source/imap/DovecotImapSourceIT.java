package io.inboundmailbox.source.imap;

import io.inboundmailbox.source.MailSourceContract;
import io.inboundmailbox.source.MailboxPeer;
import io.inboundmailbox.testing.Dovecot;
import io.inboundmailbox.testing.RealDovecot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RealDovecot
@SuppressWarnings("NullAway.Init") // the field is filled before all tests
class DovecotImapSourceIT extends MailSourceContract {
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
    protected MailboxPeer newPeer() {
        return new DovecotPeer(dovecot);
    }
}
