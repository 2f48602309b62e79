package io.inboundmailbox.source.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageIdsTest {
    @Test
    void anIdentifierKeepsItsBrackets() {
        assertThat(MessageIds.parse("Message-ID: <a@b>\r\n\r\n")).isEqualTo("<a@b>");
    }

    @Test
    void aFoldedFieldIsRead() {
        assertThat(MessageIds.parse("Message-Id:\r\n <a@\r\n b>\r\n\r\n")).isEqualTo("<a@b>");
    }

    @Test
    void aFieldWithoutAnIdentifierIsNone() {
        assertThat(MessageIds.parse("Message-ID: what\r\n\r\n")).isNull();
        assertThat(MessageIds.parse("\r\n")).isNull();
    }
}
