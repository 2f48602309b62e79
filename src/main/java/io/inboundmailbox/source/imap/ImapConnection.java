package io.inboundmailbox.source.imap;

import io.inboundmailbox.source.imap.Trouble.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;

/// One connection: commands out, responses in, each handled as it comes. Confined to one thread at a time, except
/// [#close], which any thread may call to end whatever is going on.
final class ImapConnection implements AutoCloseable {
    private final Socket plain;
    private Socket socket;
    private Wire wire;
    private Capabilities capabilities = Capabilities.NONE;
    private @Nullable FolderState folder;
    private volatile boolean usable = true;

    /// Takes responses one at a time, so that only one message is in memory.
    @FunctionalInterface
    interface Handler<X extends Exception> {
        void handle(IMAPResponse response) throws X;
    }

    private ImapConnection(Socket plain, Socket socket) throws Trouble.Lost {
        this.plain = plain;
        this.socket = socket;
        this.wire = Wire.over(socket);
    }

    /// Connects; the greeting is not read yet.
    ///
    /// @param plain an unconnected socket; the caller may close it from another thread
    static ImapConnection over(Socket plain, Dialer dialer) throws Trouble.Lost {
        return new ImapConnection(plain, dialer.dial(plain));
    }

    /// Goes on with TLS. What the server sent in plain text before, beyond the answer to STARTTLS, is forgotten.
    void secure(Dialer dialer) throws Trouble.Lost {
        socket = dialer.secured(socket);
        wire = Wire.over(socket);
        capabilities = Capabilities.NONE;
    }

    /// The server's next line, whatever it is.
    IMAPResponse next() throws Trouble.Lost {
        try {
            return wire.next();
        } catch (Trouble.Lost e) {
            usable = false;
            throw e;
        }
    }

    /// Sends a command, hands every untagged response to the handler and returns when the command is completed.
    ///
    /// @throws Trouble.Refused when the answer is NO or BAD, or the server says BYE
    /// @throws X thrown by the handler; ends the connection, because the rest of the answer was not read
    <X extends Exception> void command(String command, Handler<X> handler) throws Trouble, X {
        exchange(command, null, handler);
    }

    void command(String command) throws Trouble {
        command(command, _ -> {});
    }

    /// The same for a command that is continued: the lines answer the server's continuation requests in turn, and
    /// further requests are answered with an empty line.
    <X extends Exception> void exchange(String command, String @Nullable [] lines, Handler<X> handler)
            throws Trouble, X {
        var complete = false;
        try {
            var tag = wire.send(command);
            var answered = 0;
            while (true) {
                var response = wire.next();
                if (response.isContinuation()) {
                    wire.sendLine(lines != null && answered < lines.length ? lines[answered] : "");
                    answered++;
                } else if (response.isTagged() && tag.equals(response.getTag())) {
                    complete = true;
                    check(response);
                    return;
                } else {
                    untagged(response, handler);
                }
            }
        } finally {
            if (!complete) {
                usable = false;
            }
        }
    }

    /// Asks what the server can do, which changes with TLS and with the log-in.
    void askCapabilities() throws Trouble {
        capabilities = Capabilities.NONE;
        command("CAPABILITY");
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /// From now on untagged responses tell about this folder.
    void entering(FolderState state) {
        folder = state;
    }

    FolderState folder() {
        if (folder == null) {
            throw new IllegalStateException("no folder is open");
        }
        return folder;
    }

    /// The UIDs that match, in ascending order.
    long[] search(String criteria) throws Trouble {
        var uids = new UidList();
        command("UID SEARCH " + criteria, response -> {
            if (response.keyEquals("SEARCH")) {
                for (var uid = response.readLong(); uid > 0; uid = response.readLong()) {
                    uids.add(uid);
                }
            }
        });
        return uids.sorted();
    }

    void silenceAllowed(Duration timeout) throws Trouble.Lost {
        try {
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        } catch (SocketException e) {
            throw new Trouble.Lost(e);
        }
    }

    /// Whether it may be used for a further command.
    boolean usable() {
        return usable && !socket.isClosed();
    }

    @Override
    public void close() {
        usable = false;
        try {
            // The plain socket first: closing a TLS socket would wait for its lock while another thread writes.
            plain.close();
            socket.close();
        } catch (IOException e) {
            // Nobody waits for what it could have said.
        }
    }

    private <X extends Exception> void untagged(IMAPResponse response, Handler<X> handler) throws Trouble, X {
        if (response.isBYE()) {
            throw new Trouble.Refused(Answer.BYE, ResponseCode.text(response));
        }
        if (response.keyEquals("CAPABILITY")) {
            capabilities = capabilities.with(response);
        }
        if (folder != null) {
            folder.see(response);
        }
        handler.handle(response);
    }

    private static void check(IMAPResponse response) throws Trouble.Refused {
        if (response.isNO()) {
            throw new Trouble.Refused(Answer.NO, ResponseCode.text(response));
        }
        if (!response.isOK()) {
            throw new Trouble.Refused(Answer.BAD, ResponseCode.text(response));
        }
    }

    /// A list of numbers that does not box them: a mailbox may hold a million messages.
    private static final class UidList {
        private long[] uids = new long[64];
        private int size;

        void add(long uid) {
            if (size == uids.length) {
                uids = Arrays.copyOf(uids, size * 2);
            }
            uids[size++] = uid;
        }

        long[] sorted() {
            var all = Arrays.copyOf(uids, size);
            Arrays.sort(all);
            return Arrays.stream(all).distinct().toArray();
        }
    }
}
