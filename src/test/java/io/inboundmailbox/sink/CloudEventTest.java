package io.inboundmailbox.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.inboundmailbox.mail.MailMessage;
import io.inboundmailbox.mail.MessageRef;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TestMessages;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventTest {
    @Test
    void everythingKnownOfAMessageIsAnAttribute() {
        // Given
        var message = TestMessages.message(42, TestContent.of("abc"));

        // When
        var event = CloudEvent.of(message);

        // Then
        assertThat(event.attributes()).containsExactlyInAnyOrderEntriesOf(java.util.Map.ofEntries(
                entry("specversion", "1.0"),
                entry("id", message.ref().eventId()),
                entry("source", "mailto:support@contoso.com"),
                entry("type", "io.inboundmailbox.message.received.v1"),
                entry("subject", "<42@mail.contoso.com>"),
                entry("time", "2026-03-01T10:15:30Z"),
                entry("resourcenamespace", "helpdesk"),
                entry("resourcename", "support"),
                entry("contentsha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                entry("contentsize", "3"),
                entry("receivedtime", "2026-03-01T10:15:30Z")));
    }

    @Test
    void whatIsNotKnownIsNoAttribute() {
        // Given
        var content = TestContent.of("abc");
        var message = new MailMessage(new MessageRef(TestMessages.MAILBOX, "7/1", null, 3), null, content);

        // When
        var event = CloudEvent.of(message);

        // Then
        assertThat(event.attributes()).doesNotContainKeys("subject", "time", "receivedtime");
    }

    @Test
    void attributeNamesAreLowerCaseLettersAndDigitsOfAtMostTwentyCharacters() {
        // When
        var event = CloudEvent.of(TestMessages.message(1));

        // Then
        assertThat(event.attributes().keySet()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        support@contoso.com,            mailto:support@contoso.com
        a+b.c_d~e!f@contoso.com,        mailto:a+b.c_d~e!f@contoso.com
        o'brien@contoso.com,            mailto:o'brien@contoso.com
        50%@contoso.com,                mailto:50%25@contoso.com
        a&b=c@contoso.com,              mailto:a%26b%3Dc@contoso.com
        a/b?c#d@contoso.com,            mailto:a%2Fb%3Fc%23d@contoso.com
        "not@me"@example.org,           mailto:%22not%40me%22@example.org
        `a,b@contoso.com`,              `mailto:a%2Cb@contoso.com`
        jörg@contoso.com,               mailto:j%C3%B6rg@contoso.com
        user@[2001:db8::1],             mailto:user@%5B2001:db8::1%5D
        postmaster,                     mailto:postmaster
        """)
    void theSourceIsAMailtoUri(String address, String uri) {
        assertThat(URI.create(CloudEvent.mailto(address))).hasToString(uri);
    }
}
