package io.inboundmailbox.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/// The mail of the demo: the files of `src/test/resources/demo`, and what is better made than stored. The same octets
/// every time.
final class SampleMessages {
    static final int LARGE = 20 << 20;

    private static final Path DIRECTORY = Path.of("src", "test", "resources", "demo");
    private static final int ENCODED_LINE = 57;

    private SampleMessages() {}

    /// All of them, in the order of their arrival.
    static List<Sample> all() {
        var all = new ArrayList<Sample>();
        all.add(alreadyRead());
        all.addAll(files());
        all.add(4, large());
        all.add(oddOctets());
        return List.copyOf(all);
    }

    private static List<Sample> files() {
        try (var files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().map(SampleMessages::file).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample file(Path file) {
        try {
            var name = file.getFileName().toString().replace(".eml", "");
            return new Sample(name, false, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample alreadyRead() {
        var text = header("already-read", "Opened before the operator came") + "\r\nA person has read this.\r\n";
        return new Sample("already-read", true, text.getBytes(ISO_8859_1));
    }

    /// Every octet but NUL, which IMAP cannot carry, between line ends of all kinds, without one at the end.
    private static Sample oddOctets() {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes((header("odd-octets", "Octets and line ends of all kinds")
                + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .getBytes(ISO_8859_1));
        for (var ending : List.of("\r\n", "\n", "\r", "\r\r\n", "\n\r", "\n\n", "\r\n.\r\n", "\r\nFrom ")) {
            for (var octet = 1; octet < 256; octet++) {
                octets.write(octet);
            }
            octets.writeBytes(ending.getBytes(ISO_8859_1));
        }
        octets.writeBytes("x".repeat(3000).getBytes(ISO_8859_1));
        return new Sample("odd-octets", false, octets.toByteArray());
    }

    /// A little over twenty megabytes: one attachment that does not compress.
    private static Sample large() {
        var random = new SplittableRandom(20);
        var octets = new ByteArrayOutputStream(LARGE + (1 << 10));
        octets.writeBytes((header("large", "The scans") + """
                MIME-Version: 1.0\r
                Content-Type: application/pdf; name="scans.pdf"\r
                Content-Disposition: attachment; filename="scans.pdf"\r
                Content-Transfer-Encoding: base64\r
                \r
                """).getBytes(ISO_8859_1));
        var line = new byte[ENCODED_LINE];
        while (octets.size() < LARGE) {
            random.nextBytes(line);
            octets.writeBytes(Base64.getEncoder().encode(line));
            octets.write('\r');
            octets.write('\n');
        }
        return new Sample("large", false, octets.toByteArray());
    }

    /// One more small message.
    static Sample another(int number) {
        var text = header("another-" + number, "Ticket " + number) + "\r\nThis is message " + number + ".\r\n";
        return new Sample("another-" + number, false, text.getBytes(ISO_8859_1));
    }

    private static String header(String id, String subject) {
        return """
                From: Ada <ada@shop.example>\r
                To: support@contoso.example\r
                Subject: %s\r
                Date: Mon, 5 Jan 2026 09:00:00 +0000\r
                Message-ID: <%s@shop.example>\r
                """.formatted(subject, id);
    }
}
