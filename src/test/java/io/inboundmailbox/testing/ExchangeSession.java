package io.inboundmailbox.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One client of an [ExchangeFront].
final class ExchangeSession {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n$");
    private static final Pattern MESSAGE = Pattern.compile("user=([^\001]*)\001auth=Bearer ([^\001]*)\001\001");

    private final ExchangeFront front;
    private final Socket client;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Socket backend;
    private volatile long hiddenAbove;

    ExchangeSession(ExchangeFront front, Socket client, long hiddenAbove) {
        this.front = front;
        this.client = client;
        this.hiddenAbove = hiddenAbove;
    }

    void hideAbove(long uid) {
        hiddenAbove = uid;
    }

    /// Says BYE between two responses and hangs up.
    void end(String farewell) {
        try {
            say("* BYE " + farewell);
        } catch (IOException e) {
            // The client was quicker.
        }
        hangUp();
    }

    void serve() {
        try {
            var in = new BufferedInputStream(client.getInputStream());
            say("* OK The Microsoft Exchange IMAP4 service is ready.");
            for (var line = line(in); line != null; line = line(in)) {
                var words = line.strip().split(" ", 4);
                if (words.length >= 3 && words[1].equalsIgnoreCase("AUTHENTICATE")) {
                    var mailbox = authenticate(words, in);
                    if (mailbox != null) {
                        front.sent("AUTHENTICATE");
                        open(mailbox, in);
                        return;
                    }
                } else {
                    beforeLogIn(words[0], words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "");
                }
            }
        } catch (IOException e) {
            // The client or the server behind has hung up.
        } finally {
            hangUp();
        }
    }

    private void beforeLogIn(String tag, String command) throws IOException {
        switch (command) {
            case "CAPABILITY" -> {
                say("* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"
                        + (front.takesInitialResponses() ? " SASL-IR" : "") + " UIDPLUS ID UNSELECT IDLE NAMESPACE");
                say(tag + " OK CAPABILITY completed.");
            }
            case "NOOP" -> say(tag + " OK NOOP completed.");
            default -> say(tag + " BAD Command received in Invalid state.");
        }
    }

    /// The mailbox, if the log-in is accepted.
    private @Nullable String authenticate(String[] words, InputStream in) throws IOException {
        var tag = words[0];
        if (words.length < 4) {
            say("+ ");
        }
        var encoded = words.length < 4 ? String.valueOf(line(in)).strip() : words[3];
        if (!front.throttled().isEmpty()) {
            say(tag + " BAD " + front.throttled());
            return null;
        }
        var message = MESSAGE.matcher(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        if (message.matches() && front.accepts(message.group(2))) {
            say(tag + " OK AUTHENTICATE completed.");
            return message.group(1);
        }
        if (front.challenges()) {
            say("+ " + Base64.getEncoder().encodeToString("{\"status\":\"401\"}".getBytes(StandardCharsets.UTF_8)));
            line(in);
        }
        say(tag + " NO AUTHENTICATE failed.");
        return null;
    }

    private void open(String mailbox, InputStream in) throws IOException {
        if (front.denies(mailbox)) {
            var line = line(in);
            if (line != null && !front.saysOnlyBye()) {
                say(line.split(" ", 2)[0] + " BAD User is authenticated but not connected.");
            }
            say("* BYE Connection closed. 14");
            return;
        }
        var behind = front.backend();
        try (var socket = new Socket(InetAddress.ofLiteral(behind.host()), behind.port())) {
            backend = socket;
            var answers = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            var out = socket.getOutputStream();
            line(answers);
            write(out, "front LOGIN \"" + mailbox + "\" \"" + behind.password() + "\"\r\n");
            for (var line = line(answers); line != null && !line.startsWith("front "); line = line(answers)) {
                if (line.startsWith("* BYE")) {
                    return;
                }
            }
            Thread.ofVirtual().start(() -> answer(answers));
            for (var line = line(in); line != null; line = line(in)) {
                record(line);
                write(out, line);
            }
        }
    }

    private void record(String line) {
        var words = line.strip().split(" ", 4);
        if (words.length > 1) {
            var uid = words[1].equalsIgnoreCase("UID") && words.length > 2;
            front.sent((uid ? words[1] + " " + words[2] : words[1]).toUpperCase(Locale.ROOT));
        }
    }

    private void answer(InputStream answers) {
        try {
            for (var line = line(answers); line != null; line = line(answers)) {
                writing.lock();
                try {
                    pass(answers, line);
                } finally {
                    writing.unlock();
                }
            }
        } catch (IOException e) {
            // Either side has hung up.
        } finally {
            hangUp();
        }
    }

    /// One response, with all its literals.
    private void pass(InputStream answers, String first) throws IOException {
        var out = client.getOutputStream();
        var line = first.startsWith("* SEARCH") ? shown(first) : first;
        while (line != null) {
            write(out, line);
            var literal = LITERAL.matcher(line);
            if (!literal.find()) {
                return;
            }
            var left = Long.parseLong(literal.group(1));
            while (left > 0) {
                var bytes = answers.readNBytes((int) Math.min(left, 64 << 10));
                if (bytes.length == 0) {
                    throw new IOException("the server behind has hung up");
                }
                out.write(bytes);
                left -= bytes.length;
            }
            line = line(answers);
        }
    }

    private String shown(String search) {
        return Stream.of(search.strip().split(" "))
                .filter(word -> !word.chars().allMatch(Character::isDigit) || Long.parseLong(word) <= hiddenAbove)
                .collect(Collectors.joining(" ")) + "\r\n";
    }

    private void say(String line) throws IOException {
        writing.lock();
        try {
            write(client.getOutputStream(), line + "\r\n");
        } finally {
            writing.unlock();
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// A line with its end, or null when there is none.
    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    void hangUp() {
        front.ended(this);
        var behind = backend;
        try {
            client.close();
            if (behind != null) {
                behind.close();
            }
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
