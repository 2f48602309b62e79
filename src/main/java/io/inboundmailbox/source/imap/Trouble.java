package io.inboundmailbox.source.imap;

import java.io.IOException;

/// What can go wrong on a connection. Holds what the server said, so it never leaves this package: [ImapFailures] makes
/// of it what a person may read.
abstract sealed class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    private Trouble(String message) {
        super(message);
    }

    /// How a server says no (RFC 3501, section 7.1).
    enum Answer {
        NO,
        BAD,
        BYE
    }

    /// The server refused a command or ended the session.
    static final class Refused extends Trouble {
        private static final long serialVersionUID = 1L;

        private final Answer answer;
        private final String text;

        Refused(Answer answer, String text) {
            this.answer = answer;
            this.text = text;
            super(answer.name());
        }

        Answer answer() {
            return answer;
        }

        /// The server's own words: for recognising, never for showing.
        String text() {
            return text;
        }
    }

    /// There is no connection, or it broke.
    static final class Lost extends Trouble {
        private static final long serialVersionUID = 1L;

        private final IOException why;

        Lost(IOException why) {
            this.why = why;
            super("connection lost");
            initCause(why);
        }

        IOException why() {
            return why;
        }
    }

    /// What a server lacks that is needed here.
    enum Lack {
        GREETING,
        STARTTLS,
        XOAUTH2,
        PASSWORD,
        UIDVALIDITY
    }

    /// The server is not what the settings say.
    static final class Mismatched extends Trouble {
        private static final long serialVersionUID = 1L;

        private final Lack lack;

        Mismatched(Lack lack) {
            this.lack = lack;
            super(lack.name());
        }

        Lack lack() {
            return lack;
        }
    }

    /// The mailbox has no folder of this name.
    static final class FolderMissing extends Trouble {
        private static final long serialVersionUID = 1L;

        private final String folder;

        FolderMissing(String folder) {
            this.folder = folder;
            super("folder missing");
        }

        String folder() {
            return folder;
        }
    }

    /// The folder was numbered anew since the messages were found.
    static final class Renumbered extends Trouble {
        private static final long serialVersionUID = 1L;

        Renumbered() {
            super("renumbered");
        }
    }

    /// The server counts messages that it does not show.
    static final class NotShown extends Trouble {
        private static final long serialVersionUID = 1L;

        NotShown() {
            super("announced, not shown");
        }
    }
}
