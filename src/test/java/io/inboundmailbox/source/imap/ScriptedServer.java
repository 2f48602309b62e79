package io.inboundmailbox.source.imap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A server in plain text that says what a test wants it to say, however wrong.
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final String greeting;
    private final Script script;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /// What is answered.
    @FunctionalInterface
    interface Script {
        /// The untagged lines before the OK; null for what every server answers.
        @Nullable
        String answer(String command);
    }

    /// @param greeting sent to each client, with its line end; empty for silence
    ScriptedServer(String greeting, Script script) {
        this.greeting = greeting;
        this.script = script;
        try {
            listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// What clients sent, without tags.
    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            say(client, greeting);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var space = line.indexOf(' ');
                var command = line.substring(space + 1);
                commands.add(command);
                var scripted = script.answer(command);
                say(client, (scripted == null ? usual(command) : scripted) + line.substring(0, Math.max(0, space))
                        + " OK done\r\n");
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static String usual(String command) {
        if (command.equals("CAPABILITY")) {
            return "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS MOVE\r\n";
        }
        if (command.startsWith("SELECT")) {
            return "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] UIDs valid\r\n* OK [UIDNEXT 13] next\r\n";
        }
        return command.startsWith("UID SEARCH") ? "* SEARCH 11 12\r\n" : "";
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }
}
