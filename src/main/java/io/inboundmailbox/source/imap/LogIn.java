package io.inboundmailbox.source.imap;

import io.inboundmailbox.auth.AccessToken;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.source.imap.Trouble.Answer;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The dialogue before and during the log-in.
final class LogIn {
    private LogIn() {}

    /// Reads the greeting (RFC 3501, section 7.1) and asks what the server can do.
    static void greeted(ImapConnection connection) throws Trouble {
        var greeting = connection.next();
        if (greeting.isBYE()) {
            throw new Trouble.Refused(Answer.BYE, ResponseCode.text(greeting));
        }
        if (!greeting.isUnTagged() || !greeting.isOK()) {
            throw new Trouble.Mismatched(Lack.GREETING);
        }
        connection.askCapabilities();
    }

    /// Goes on with TLS (RFC 3501, section 6.2.1), or fails.
    static void secured(ImapConnection connection, Dialer dialer) throws Trouble {
        if (!connection.capabilities().has("STARTTLS")) {
            throw new Trouble.Mismatched(Lack.STARTTLS);
        }
        connection.command("STARTTLS");
        connection.secure(dialer);
        connection.askCapabilities();
    }

    /// Presents a token for a mailbox. A server that refuses it may send a challenge first, which wants an empty line;
    /// Google documents that, Microsoft does not, both are understood.
    static void byToken(ImapConnection connection, String address, AccessToken token) throws Trouble {
        if (!connection.capabilities().has("AUTH=XOAUTH2")) {
            throw new Trouble.Mismatched(Lack.XOAUTH2);
        }
        authenticate(connection, "XOAUTH2",
                "user=" + address + "\001auth=Bearer " + token.value().reveal() + "\001\001");
    }

    /// Presents a user name and a password.
    static void byPassword(ImapConnection connection, Credentials.Password password) throws Trouble {
        var secret = password.password().reveal();
        if (connection.capabilities().has("AUTH=PLAIN")) {
            authenticate(connection, "PLAIN", "\0" + password.username() + "\0" + secret);
        } else if (connection.capabilities().has("LOGINDISABLED")) {
            throw new Trouble.Mismatched(Lack.PASSWORD);
        } else {
            connection.command("LOGIN " + bytes(password.username()) + " " + bytes(secret));
        }
    }

    private static void authenticate(ImapConnection connection, String mechanism, String message) throws Trouble {
        var encoded = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
        if (connection.capabilities().has("SASL-IR")) {
            connection.exchange("AUTHENTICATE " + mechanism + " " + encoded, null, _ -> {});
        } else {
            connection.exchange("AUTHENTICATE " + mechanism, new String[]{encoded}, _ -> {});
        }
    }

    /// A quoted string whose characters are the bytes of UTF-8, as the connection sends one byte per character.
    private static String bytes(String text) throws Trouble.Refused {
        if (text.chars().anyMatch(Character::isISOControl)) {
            // It would end the command; nobody's name or password has a line break.
            throw new Trouble.Refused(Answer.NO, "");
        }
        return FolderName.quoted(
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
}
