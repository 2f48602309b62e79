package io.inboundmailbox.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real Dovecot, started for a test from a directory of its own on free ports of the loopback interface. Any user
/// exists, with the password [#PASSWORD] and with tokens of [#tokens] whose subject is the user. `src/test/dovecot`
/// says how to get it.
public final class Dovecot implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    public static final String PASSWORD = "pass";

    private static final List<String> PLACES = List.of("/usr/sbin/dovecot", "/usr/local/sbin/dovecot");

    private final TestCa ca = new TestCa();
    private final TestTokens tokens = new TestTokens();
    private final int port = freePort();
    private final int tlsPort = freePort();
    private final AtomicLong lastNumber = new AtomicLong();
    private final Path directory;
    private final Process process;
    private final Thread atExit = new Thread(this::stop, "dovecot-stop");

    private Dovecot(Path binary) throws IOException {
        directory = Files.createTempDirectory("imb-dovecot");
        configure();
        // The shell ends Dovecot when this JVM is gone, however it went: then its standard input ends.
        process = new ProcessBuilder("sh", "-c", "\"$1\" -F -c \"$0\" & cat >/dev/null; kill $!; wait",
                directory.resolve("dovecot.conf").toString(), binary.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Whether this machine has one.
    public static boolean isAvailable() {
        return binary().isPresent();
    }

    /// Starts one and returns when it answers.
    public static Dovecot start() {
        try {
            var dovecot = new Dovecot(binary().orElseThrow(() -> new IllegalStateException("no Dovecot here")));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(dovecot::answers);
            return dovecot;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port for plain text and StartTLS.
    public int port() {
        return port;
    }

    /// The port for TLS.
    public int tlsPort() {
        return tlsPort;
    }

    /// The authority of its certificate, which is for `localhost` and [#HOST].
    public TestCa ca() {
        return ca;
    }

    public TestTokens tokens() {
        return tokens;
    }

    /// Puts a message into a mailbox as a delivery agent does. Bare line feeds come out as CRLF.
    public void deliver(String user, byte[] message) {
        var maildir = maildir(user);
        // Dovecot takes new files in the order of the number that their names start with.
        var number = lastNumber.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
        var name = number + "." + UUID.randomUUID();
        try {
            if (!Files.isDirectory(maildir.resolve("new"))) {
                uidValidity(user);
            }
            var written = Files.write(maildir.resolve("tmp").resolve(name), message);
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(written, maildir.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends all sessions of all users, as an administrator does: they read a BYE.
    public void endSessions() {
        process.descendants().filter(Dovecot::servesSessions).forEach(ProcessHandle::destroy);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> process.descendants().noneMatch(Dovecot::servesSessions));
    }

    /// Numbers the inbox anew, as a restore from a backup does: another UIDVALIDITY, UIDs from 1. Ends all sessions,
    /// because an open one would write the old numbers down again.
    public void renumber(String user) {
        var before = uidValidity(user);
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            endSessions();
            forgetNumbers(user);
            return !List.of(before, "").contains(uidValidity(user));
        });
    }

    private static boolean servesSessions(ProcessHandle handle) {
        return handle.info().command().orElse("").endsWith("/imap");
    }

    private void forgetNumbers(String user) throws IOException {
        try (var files = Files.list(maildir(user))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.equals("dovecot-uidlist") || name.startsWith("dovecot.index")
                        || name.startsWith("dovecot.list.index")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook with it.
        }
        stop();
    }

    private Path maildir(String user) {
        return directory.resolve("mail").resolve(user);
    }

    private void configure() throws IOException {
        var root = "root".equals(System.getProperty("user.name"));
        var views = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (root) {
            // Dovecot serves no mail as root.
            var lookup = directory.getFileSystem().getUserPrincipalLookupService();
            views.setOwner(lookup.lookupPrincipalByName("dovecot"));
            views.setGroup(lookup.lookupPrincipalByGroupName("dovecot"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var certificate = ca.server("localhost", HOST);
        Files.writeString(directory.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(directory.resolve("tls.key"), certificate.keyPem());
        var key = Files.createDirectories(directory.resolve("keys/default/RS256")).resolve("default");
        Files.writeString(key, tokens.publicKeyPem());
        var attributes = views.readAttributes();
        for (var file : List.of("dovecot.conf", "dovecot-oauth2.conf.ext")) {
            Files.writeString(directory.resolve(file), template(file).replace("@dir@", directory.toString())
                    .replace("@port@", Integer.toString(port))
                    .replace("@sslPort@", Integer.toString(tlsPort))
                    .replace("@user@", attributes.owner().getName())
                    .replace("@group@", attributes.group().getName())
                    .replace("@issuer@", TestTokens.ISSUER));
        }
    }

    private static String template(String name) throws IOException {
        try (var stream = Dovecot.class.getResourceAsStream("/dovecot/" + name)) {
            if (stream == null) {
                throw new IOException("the class path lacks dovecot/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.ofLiteral(HOST), port); var reader = reader(socket)) {
            var greeting = reader.readLine();
            return greeting != null && greeting.startsWith("* OK [CAPABILITY");
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new UncheckedIOException(e);
            }
            return false;
        }
    }

    /// Opens the inbox, which makes it where there is none: Dovecot must make the directories itself, what another
    /// account made it could not change.
    ///
    /// @return the line that tells the UIDVALIDITY; empty when it could not be opened
    private String uidValidity(String user) {
        try (var socket = new Socket(InetAddress.ofLiteral(HOST), port); var reader = reader(socket)) {
            socket.getOutputStream()
                    .write("a LOGIN \"%s\" %s\r\nb SELECT INBOX\r\nc LOGOUT\r\n"
                            .formatted(user, PASSWORD)
                            .getBytes(StandardCharsets.US_ASCII));
            var uidValidity = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                uidValidity = line.startsWith("* OK [UIDVALIDITY") ? line : uidValidity;
            }
            return uidValidity;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private void stop() {
        var children = new ArrayList<>(process.descendants().toList());
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        // Processes with open sessions would outlive it by ten seconds.
        children.forEach(ProcessHandle::destroy);
        deleteDirectory();
    }

    private void deleteDirectory() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (FileSystemException | UncheckedIOException e) {
            // A last process still writes its log; the machine's temporary directory is cleaned by the machine.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> binary() {
        var onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(place -> !place.isBlank())
                .map(place -> place + "/dovecot");
        return Stream.concat(PLACES.stream(), onPath).map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
