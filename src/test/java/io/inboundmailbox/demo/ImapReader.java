package io.inboundmailbox.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.inboundmailbox.mail.Hash;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An IMAP client of the demo's own, so that nothing is believed that the operator's client says: no library, only what
/// it takes to read a folder (RFC 3501).
///
/// @param port a server on the loopback interface, in plain text
/// @param user who logs in
/// @param password with what
record ImapReader(int port, String user, String password) {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    /// The SHA-256 of each message of a folder, in the folder's order. Nothing is marked as read.
    List<Hash> hashes(String folder) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            line(in);
            run(socket, in, "a", "LOGIN \"" + user + "\" \"" + password + "\"");
            run(socket, in, "b", "EXAMINE \"" + folder + "\"");
            var hashes = run(socket, in, "c", "FETCH 1:* (BODY.PEEK[])");
            run(socket, in, "d", "LOGOUT");
            return hashes;
        }
    }

    /// Sends a command and takes the digest of every literal of its answer.
    private static List<Hash> run(Socket socket, InputStream in, String tag, String command) throws IOException {
        socket.getOutputStream().write((tag + " " + command + "\r\n").getBytes(ISO_8859_1));
        var hashes = new ArrayList<Hash>();
        for (var line = line(in); !line.startsWith(tag + " "); line = line(in)) {
            var literal = LITERAL.matcher(line);
            if (literal.find()) {
                hashes.add(digest(in, Integer.parseInt(literal.group(1))));
            }
            if (line.startsWith(tag + " NO") || line.startsWith(tag + " BAD")) {
                throw new IOException("the IMAP server refused a command: " + line);
            }
        }
        return hashes;
    }

    private static Hash digest(InputStream in, int size) throws IOException {
        var digest = Hash.digest();
        for (var left = size; left > 0;) {
            var octets = in.readNBytes(Math.min(left, 1 << 16));
            if (octets.length == 0) {
                throw new EOFException("the IMAP server closed the connection within a message");
            }
            digest.update(octets);
            left -= octets.length;
        }
        return Hash.of(digest.digest());
    }

    /// A line without its end.
    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the IMAP server closed the connection");
            }
            line.write(octet);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
