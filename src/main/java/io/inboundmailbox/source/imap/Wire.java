package io.inboundmailbox.source.imap;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Angus Mail's protocol engine on a socket of ours: lines out, parsed responses in, one at a time. The socket is ours
/// because Angus' own connecting keeps a platform thread per connection for write timeouts, hides why TLS failed, and
/// cannot be ended from outside while it is under way.
final class Wire extends IMAPProtocol {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    private final PrintStream out;

    private Wire(Socket socket, PrintStream out) throws IOException {
        this.out = out;
        super(new BoundedInput(socket.getInputStream()), out, new Properties(), false);
    }

    static Wire over(Socket socket) throws Trouble.Lost {
        try {
            var out = new PrintStream(new BufferedOutputStream(socket.getOutputStream()), false,
                    StandardCharsets.US_ASCII);
            return new Wire(socket, out);
        } catch (IOException e) {
            throw new Trouble.Lost(e);
        }
    }

    /// Sends a command and returns its tag.
    String send(String command) throws Trouble.Lost {
        try {
            var tag = writeCommand(command, null);
            checkSent();
            return tag;
        } catch (IOException e) {
            throw new Trouble.Lost(e);
        } catch (ProtocolException e) {
            throw new IllegalStateException("only literals can be refused, and none is sent", e);
        }
    }

    /// Sends a line that continues a command.
    void sendLine(String line) throws Trouble.Lost {
        try {
            OutputStream stream = getOutputStream();
            stream.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            stream.flush();
            checkSent();
        } catch (IOException e) {
            throw new Trouble.Lost(e);
        }
    }

    /// The next response that can be read. Those that cannot are left out: whoever misses something asks again.
    IMAPResponse next() throws Trouble.Lost {
        while (true) {
            try {
                Response response = readResponse();
                if (response instanceof IMAPResponse known) {
                    return known;
                }
            } catch (IOException e) {
                throw new Trouble.Lost(e);
            } catch (ProtocolException | IndexOutOfBoundsException | IllegalArgumentException
                    | NegativeArraySizeException e) {
                // Angus' parser throws all of these at lines that are no IMAP; the line is consumed by then.
                log.atDebug().log("Response that cannot be parsed was left out");
            }
        }
    }

    private void checkSent() throws IOException {
        // A PrintStream keeps its exceptions to itself.
        if (out.checkError()) {
            throw new IOException("could not be sent");
        }
    }
}
