package io.inboundmailbox.source.imap;

import io.inboundmailbox.source.MailSourceContract;
import io.inboundmailbox.source.MailboxPeer;

class GreenMailImapSourceTest extends MailSourceContract {
    @Override
    protected MailboxPeer newPeer() {
        return new GreenMailPeer();
    }
}
