package io.inboundmailbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleMessagesTest {
    private static final List<Sample> ALL = SampleMessages.all();

    @Test
    void thereAreAtLeastTwentyFive() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void oneHasTwentyMegabytes() {
        assertThat(ALL).filteredOn(sample -> sample.size() >= SampleMessages.LARGE).hasSize(1);
    }

    @Test
    void oneIsReadAlreadyAndArrivesFirst() {
        assertThat(ALL).filteredOn(Sample::read).singleElement().isEqualTo(ALL.getFirst());
    }

    @Test
    void theyAreTheSameEveryTime() {
        assertThat(SampleMessages.all()).extracting(SampleMessagesTest::hash)
                .isEqualTo(ALL.stream().map(SampleMessagesTest::hash).toList());
    }

    @Test
    void oneHasEveryOctetThatImapCarriesAndBareLineEnds() {
        assertThat(text("odd-octets").chars().distinct().count()).isEqualTo(255);
        assertThat(text("odd-octets")).containsPattern("[^\r]\n").containsPattern("\r[^\n]");
    }

    @Test
    void noFileWasMendedOnItsWayThroughGit() {
        assertThat(text("10-bare-line-feeds")).doesNotContain("\r").contains("\n");
        assertThat(text("12-long-line")).contains("x".repeat(999)).contains("\r\n");
        assertThat(text("09-latin1")).contains("\u00fc");
        assertThat(text("29-no-line-end")).doesNotEndWith("\n");
    }

    @Test
    void twoShareAMessageIdAndOneHasNone() {
        assertThat(ALL).filteredOn(sample -> text(sample).contains("<the-same-twice@shop.example>")).hasSize(2);
        assertThat(text("13-no-message-id")).doesNotContain("Message-ID");
    }

    private static String text(String name) {
        return text(ALL.stream().filter(sample -> sample.name().equals(name)).findFirst().orElseThrow());
    }

    private static String text(Sample sample) {
        return new String(octets(sample), StandardCharsets.ISO_8859_1);
    }

    private static Hash hash(Sample sample) {
        return Hash.of(Hash.digest().digest(octets(sample)));
    }

    private static byte[] octets(Sample sample) {
        try (var in = sample.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
