package io.inboundmailbox.source;

import io.inboundmailbox.mail.Content;
import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Numbered messages, and how to read them back through a source.
public final class Reading {
    private Reading() {}

    /// A message whose subject is its number.
    public static byte[] message(int number) {
        return ("Message-ID: <" + number + "@contract.test>\r\nSubject: " + number
                + "\r\nFrom: a@contract.test\r\n\r\nBody " + number + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// The subjects of what was found, in its order, without what cannot be fetched any more.
    public static List<String> subjects(MailSource source, Found found) throws Exception {
        return messages(source, found).stream().map(Reading::subject).toList();
    }

    /// What was found, with its bytes.
    public static List<MailMessage> messages(MailSource source, Found found) throws Exception {
        var contents = contents(source, found.messages());
        return found.messages().stream().filter(contents::containsKey).map(ref -> {
            var bytes = new Bytes(Objects.requireNonNull(contents.get(ref)));
            return new MailMessage(ref, "<" + bytes.subject() + "@contract.test>", bytes);
        }).toList();
    }

    /// The bytes of messages; those that are gone are missing.
    public static Map<MessageRef, byte[]> contents(MailSource source, List<MessageRef> messages) throws Exception {
        var contents = new HashMap<MessageRef, byte[]>();
        source.fetch(messages, (message, bytes) -> contents.put(message, bytes.readAllBytes()));
        return contents;
    }

    private static String subject(MailMessage message) {
        return ((Bytes) message.content()).subject();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bytes(byte[] bytes) implements Content {
        String subject() {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.substring(text.indexOf("Subject: ") + 9).lines().findFirst().orElseThrow();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public Hash sha256() {
            return Hash.of(Hash.digest().digest(bytes));
        }
    }
}
