package io.inboundmailbox.testing;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.ResourceKey;
import java.time.Instant;

/// Messages as a source would hand them on.
public final class TestMessages {
    public static final Mailbox MAILBOX = new Mailbox(new ResourceKey("helpdesk", "support"), "support@contoso.com",
            Protocol.IMAP, "outlook.office365.com:993", "Inbox");
    public static final Instant RECEIVED_AT = Instant.parse("2026-03-01T10:15:30Z");

    private TestMessages() {}

    /// The message with this UID in [#MAILBOX].
    public static MailMessage message(long uid, Content content) {
        var ref = new MessageRef(MAILBOX, "7/" + uid, RECEIVED_AT, content.size());
        return new MailMessage(ref, "<" + uid + "@mail.contoso.com>", content);
    }

    /// The same with a small content of its own.
    public static MailMessage message(long uid) {
        return message(uid, TestContent.of("Message-ID: <" + uid + "@mail.contoso.com>\r\nSubject: " + uid
                + "\r\n\r\nLine\r\nCaf\u00e9 \0 bare\nline\rends\r\n"));
    }
}
