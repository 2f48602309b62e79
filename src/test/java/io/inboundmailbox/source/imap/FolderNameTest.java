package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FolderNameTest {
    @ParameterizedTest
    @CsvSource({"Inbox,/,INBOX", "inbox,.,INBOX", "Inbox/Support,/,INBOX/Support", "Inbox/Support,.,INBOX.Support",
            "Inboxes,/,Inboxes", "Archive/2026,.,Archive.2026", "Archive/Inbox,/,Archive/Inbox"})
    void theNameOnTheServerIsExactButForInboxAndTheSeparator(String folder, char separator, String name) {
        assertThat(FolderName.onServer(folder, separator)).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anArgumentIsQuotedModifiedUtf7(String name, String argument) {
        assertThat(FolderName.argument(name)).isEqualTo(argument);
    }

    static Stream<Arguments> names() {
        return Stream.of(arguments("INBOX", "\"INBOX\""), arguments("Gel\u00f6scht", "\"Gel&APY-scht\""),
                arguments("R&D", "\"R&-D\""), arguments("a b", "\"a b\""),
                arguments("say \"hi\"", "\"say \\\"hi\\\"\""), arguments("a\\b", "\"a\\\\b\""));
    }
}
