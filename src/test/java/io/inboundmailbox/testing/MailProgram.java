package io.inboundmailbox.testing;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/// What a person sees and does with an ordinary mail program: each call is a log-in of its own, by IMAP in plain text.
///
/// @param host the IMAP server
/// @param port its port for plain text
/// @param user who logs in
/// @param password with what
public record MailProgram(String host, int port, String user, String password) {
    /// Puts a message into a folder with a time of arrival of one's choice, as a migration does.
    public void append(String folder, byte[] message, Date receivedAt) {
        in(folder, open -> {
            var copy = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)) {
                @Override
                public Date getReceivedDate() {
                    return receivedAt;
                }
            };
            open.appendMessages(new MimeMessage[]{copy});
            return null;
        });
    }

    /// Opens every message.
    public void readAll(String folder) {
        in(folder, open -> {
            open.setFlags(open.getMessages(), new Flags(Flags.Flag.SEEN), true);
            return null;
        });
    }

    /// Deletes every message for good.
    public void removeAll(String folder) {
        in(folder, open -> {
            open.setFlags(open.getMessages(), new Flags(Flags.Flag.DELETED), true);
            open.expunge();
            return null;
        });
    }

    public int count(String folder) {
        return in(folder, Folder::getMessageCount);
    }

    public int unread(String folder) {
        return in(folder, Folder::getUnreadMessageCount);
    }

    /// The bytes of all messages as this server sends them, in the folder's order. Nothing is marked as read.
    public List<byte[]> contents(String folder) {
        return in(folder, open -> {
            var contents = new ArrayList<byte[]>();
            for (var message : open.getMessages()) {
                ((IMAPMessage) message).setPeek(true);
                var bytes = new ByteArrayOutputStream();
                message.writeTo(bytes);
                contents.add(bytes.toByteArray());
            }
            return contents;
        });
    }

    public void createFolder(String name) {
        inStore(store -> store.getFolder(name).create(Folder.HOLDS_MESSAGES));
    }

    private interface Act<S, T extends @Nullable Object> {
        T on(S subject) throws MessagingException, IOException;
    }

    private <T extends @Nullable Object> T in(String folder, Act<Folder, T> act) {
        return inStore(store -> {
            try (var open = store.getFolder(folder)) {
                open.open(Folder.READ_WRITE);
                return act.on(open);
            }
        });
    }

    private <T extends @Nullable Object> T inStore(Act<Store, T> act) {
        var properties = new Properties();
        properties.put("mail.imap.partialfetch", "false");
        try (var store = Session.getInstance(properties).getStore("imap")) {
            store.connect(host, port, user, password);
            return act.on(store);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
