package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Protocol;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.ByteSize;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.plan.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// From the spec to the plan, but for the objects that it names.
class PlanResolverTest {
    private final Resolving resolving = new Resolving();

    @Test
    void aPlanSaysEverythingThatShouldRun() {
        // When
        var plan = resolving.with("additionalUsers: [{address: sales@contoso.com}]").plan();
        // Then
        var key = new ResourceKey("helpdesk", "support");
        assertThat(plan.resource()).isEqualTo(key);
        assertThat(plan.mailboxes()).containsExactly(
                new Mailbox(key, "support@contoso.com", Protocol.IMAP, "outlook.office365.com:993", "Inbox"),
                new Mailbox(key, "sales@contoso.com", Protocol.IMAP, "outlook.office365.com:993", "Inbox"));
        assertThat(plan.createdAt()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(plan.fetchRequest()).isEqualTo("42");
        assertThat(plan.rules()).isEqualTo(new Rules(new Start.Now(), Duration.ofSeconds(30),
                ByteSize.ofMebibytes(150), Settlement.NOTHING, 5, Settlement.NOTHING));
    }

    @Test
    void equalInputsMakeEqualPlans() {
        assertThat(new Resolving().plan()).isEqualTo(resolving.plan());
    }

    @Test
    void aSuspendedResourceHasNoMailboxesButIsChecked() {
        assertThat(resolving.with("suspend: true").plan().mailboxes()).isEmpty();
        assertThat(resolving.credentials("{clientSecret: {secretRef: {name: other}}}").problem().reason())
                .isEqualTo(Reason.SecretNotFound);
    }

    @ParameterizedTest
    @MethodSource
    void theSpecBecomesRules(String yaml, Rules rules) {
        assertThat(resolving.with(yaml).plan().rules()).isEqualTo(rules);
    }

    static Stream<Arguments> theSpecBecomesRules() {
        return Stream.of(
                Arguments.of("start: {from: Beginning}",
                        rules(new Start.Beginning(), Settlement.NOTHING, Settlement.NOTHING)),
                Arguments.of("start: {from: Time, time: '2026-01-31T08:00:00+02:00'}",
                        rules(new Start.Time(Instant.parse("2026-01-31T06:00:00Z")), Settlement.NOTHING,
                                Settlement.NOTHING)),
                Arguments.of("afterDelivery: {action: MarkRead}",
                        rules(new Start.Now(), new Settlement.MarkRead(), Settlement.NOTHING)),
                Arguments.of("afterDelivery: {action: Delete}",
                        rules(new Start.Now(), new Settlement.Delete(), Settlement.NOTHING)),
                Arguments.of("afterDelivery: {action: Move, moveTo: Done}",
                        rules(new Start.Now(), new Settlement.Move("Done"), Settlement.NOTHING)),
                Arguments.of("rejected: {moveTo: Rejected}",
                        rules(new Start.Now(), Settlement.NOTHING, new Settlement.Move("Rejected"))));
    }

    private static Rules rules(Start start, Settlement afterDelivery, Settlement afterRejection) {
        return new Rules(start, Duration.ofSeconds(30), ByteSize.ofMebibytes(150), afterDelivery, 5, afterRejection);
    }

    /// What the schema refuses, should it come all the same.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "start: {from: Time, time: yesterday}    | spec.start.time",
            "start: {from: Time}                     | spec.start.time",
            "afterDelivery: {action: Move}           | spec.afterDelivery.moveTo",
            "interval: soon                          | spec.interval",
            "interval: 0s                            | interval",
            "maxMessageSize: big                     | spec.maxMessageSize",
            "rejected: {attempts: 0}                 | attempts"
    })
    void aSpecThatCannotBeReadSaysWhichField(String yaml, String field) {
        // When
        var problem = resolving.with(yaml).problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SpecInvalid);
        assertThat(problem.sentence()).contains(field);
    }

    @Test
    void aTimeoutThatCannotBeReadSaysSo() {
        // When
        var problem = resolving.sink("{webhook: {url: 'https://example.com/', timeout: soon}}").problem();
        // Then
        assertThat(problem.reason()).isEqualTo(Reason.SpecInvalid);
        assertThat(problem.sentence()).contains("spec.sink.webhook.timeout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Graph | spec.protocol: Graph",
            "EWS   | spec.protocol: EWS"
    })
    void otherProtocolsAreNotSupportedYet(String protocol, String field) {
        notSupported(resolving.protocol(protocol), field, "IMAP");
    }

    @Test
    void anotherPayloadIsNotSupportedYet() {
        notSupported(resolving.with("payload: JSON"), "spec.payload: JSON", "RFC822");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{certificate: {secretRef: {name: mail}}}                                          | certificate",
            "{workloadIdentity: {tenantId: a, clientId: b, serviceAccountName: c}}             | workloadIdentity"
    })
    void otherCredentialsAreNotSupportedYet(String credentials, String kind) {
        notSupported(resolving.credentials(credentials), "spec.credentials." + kind, "clientSecret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{kafka: {bootstrapServers: ['k:9092'], topic: mail}}               | spec.sink.kafka",
            "{s3: {bucket: mail}}                                              | spec.sink.s3",
            "{smtp: {host: mail.example.com, to: a@example.com}}               | spec.sink.smtp",
            "{ref: {apiVersion: v1, kind: Service, name: web}}                 | spec.sink.ref",
            "{webhook: {url: 'https://example.com/', mode: Structured}}        | spec.sink.webhook.mode: Structured"
    })
    void otherSinksAreNotSupportedYet(String sink, String field) {
        notSupported(resolving.sink(sink), field, "use ");
    }

    @Test
    void standardOutputNeedsNothing() {
        assertThat(resolving.sink("{stdout: {}}").plan().sink()).isEqualTo(new SinkSettings.Stdout());
    }

    private static void notSupported(Resolving resolving, String field, String instead) {
        assertThat(resolving.problem().reason()).isEqualTo(Reason.NotSupportedYet);
        assertThat(resolving.problem().sentence()).contains(field, "not supported yet", instead);
    }
}
