package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.ResourceKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketIdTest {
    // Computed with `echo -n helpdesk/support | sha256sum`. They may never change: stored cursors would be lost.
    @ParameterizedTest
    @CsvSource({"helpdesk,support,7a", "default,a,9e"})
    void aResourceStaysInItsBucketForEver(String namespace, String name, String hex) {
        assertThat(BucketId.of(new ResourceKey(namespace, name)).hex()).isEqualTo(hex);
    }
}
