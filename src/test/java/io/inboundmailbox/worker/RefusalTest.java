package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.Settlement;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.testing.FakeMailSink;
import io.inboundmailbox.testing.FakeMailSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of messages that the sink refuses, and how messages are settled.
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class RefusalTest {
    private static final Verdict REFUSED = new Verdict.Refused(FakeMailSink.REFUSED);
    private static final Settlement MARK = new Settlement.MarkRead();
    private static final Settlement MOVE = new Settlement.Move("Rejected");

    private World world;

    @BeforeEach
    void make(@TempDir Path directory) {
        world = new World(directory);
    }

    @AfterEach
    void nothingIsLeftInTheSpool() {
        assertThat(world.spool.bytes()).isZero();
    }

    @Test
    void aRefusedMessageIsTriedAgain() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.says(REFUSED);
        var pass = world.pass();
        // When
        var outcome = pass.run();
        pass.run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Stuck(FakeMailSink.REFUSED));
        assertThat(world.sink.came).containsExactly("7/1", "7/1", "7/2");
        assertThat(world.quarantine.kept).isEmpty();
    }

    @Test
    void aMessageThatIsRefusedAsOftenAsAllowedIsQuarantinedAndTheNextGoesOn() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.says(REFUSED, REFUSED, REFUSED);
        var pass = world.pass();
        // When
        pass.run();
        pass.run();
        pass.run();
        // Then
        assertThat(world.quarantine.kept).containsExactly("7/1 MessageRefused");
        assertThat(world.sink.accepted).containsExactly("7/2");
        assertThat(world.progress().quarantined()).isEqualTo(1);
        assertThat(world.progress().delivered()).isEqualTo(1);
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(2));
    }

    @Test
    void attemptsAreCountedForEachMessageAnew() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.says(REFUSED, REFUSED, Verdict.ACCEPTED, REFUSED, REFUSED);
        var pass = world.pass();
        // When
        for (var i = 0; i < 5; i++) {
            pass.run();
        }
        // Then
        assertThat(world.quarantine.kept).isEmpty();
        assertThat(world.sink.accepted).containsExactly("7/1", "7/2");
    }

    @Test
    void aSinkThatRefusesTwentyTimesInARowStopsTheMailboxAndNothingMoreIsQuarantined() throws Exception {
        // Given
        world.source.with(LongStream.rangeClosed(1, 40).toArray());
        world.sink.saysAlways(REFUSED);
        var pass = world.pass();
        // When
        for (var i = 0; i < 50; i++) {
            pass.run();
        }
        // Then: six messages three times each, and twice the seventh
        assertThat(world.quarantine.kept).hasSize(6);
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(6));
        assertThat(world.report().delivering()).isInstanceOfSatisfying(Evidence.Failed.class,
                failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.SinkRejectsAll));
    }

    @Test
    void oneAcceptanceEndsTheRowOfRefusals() throws Exception {
        // Given
        world.source.with(LongStream.rangeClosed(1, 3).toArray());
        world.sink.saysAlways(REFUSED);
        var pass = world.pass(attempts(100));
        for (var i = 0; i < Attempts.REJECTS_ALL; i++) {
            pass.run();
        }
        // When
        world.sink.says(Verdict.ACCEPTED);
        pass.run();
        // Then
        assertThat(world.report().delivering()).isInstanceOfSatisfying(Evidence.Failed.class,
                failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.MessageRefused));
    }

    @Test
    void aFullQuarantineStopsTheMailbox() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.saysAlways(REFUSED);
        world.quarantine.full = true;
        // When
        var outcome = world.pass(attempts(1)).run();
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Stuck.class,
                stuck -> assertThat(stuck.problem().reason()).isEqualTo(Reason.QuarantineFull));
        assertThat(world.progress().cursor()).isNull();
        assertThat(world.sink.came).containsExactly("7/1");
    }

    @Test
    void aMessageOfAStatedSizeBeyondAllEstimatesIsNotDownloaded() throws Exception {
        // Given: 1000 bytes are allowed
        world.source.with(1, "", 3003).with(2);
        // When
        world.pass().run();
        // Then
        assertThat(world.source.fetched).containsExactly("7/2");
        assertThat(world.quarantine.kept).containsExactly("7/1 MessageTooLarge");
        assertThat(world.sink.accepted).containsExactly("7/2");
    }

    @Test
    void aStatedSizeThatMayBeAnEstimateDoesNotCount() throws Exception {
        // Given
        world.source.with(1, "Subject: small\r\n\r\n", 3000);
        // When
        world.pass().run();
        // Then
        assertThat(world.sink.accepted).containsExactly("7/1");
    }

    @Test
    void aMessageThatTurnsOutTooLargeIsQuarantined() throws Exception {
        // Given
        world.source.with(1, "x".repeat(1001), 10).with(2, "x".repeat(1000));
        // When
        world.pass().run();
        // Then
        assertThat(world.quarantine.kept).containsExactly("7/1 MessageTooLarge");
        assertThat(world.sink.accepted).containsExactly("7/2");
    }

    @Test
    void aMessageIsSettledBeforeTheCursorPassesIt() throws Exception {
        // Given
        world.source.with(1);
        world.source.onSettle = () -> assertThat(world.progress().cursor()).isNull();
        // When
        world.pass(World.rules(MARK, Settlement.NOTHING)).run();
        // Then
        assertThat(world.source.settled).containsExactly("7/1 " + MARK);
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(1));
    }

    @Test
    void aQuarantinedMessageIsSettledInItsOwnWay() throws Exception {
        // Given
        world.source.with(1, "", 9000);
        // When
        world.pass(World.rules(MARK, MOVE)).run();
        // Then
        assertThat(world.source.settled).containsExactly("7/1 " + MOVE);
    }

    @Test
    void aSettlementThatFailsIsTriedAgainWithoutDeliveringTheMessageAgain() throws Exception {
        // Given
        world.source.with(1);
        var pass = world.pass(World.rules(MOVE, Settlement.NOTHING));
        world.source.onSettle = () -> {
            throw folderMissing();
        };
        pass.run();
        pass.run();
        // When
        world.source.onSettle = () -> {};
        pass.run();
        // Then
        assertThat(world.sink.came).containsExactly("7/1");
        assertThat(world.source.settled).containsExactly("7/1 " + MOVE);
        assertThat(world.progress().delivered()).isEqualTo(1);
    }

    @Test
    void aSettlementThatFailsIsAFailureOfTheMailboxAllTheTime() throws Exception {
        // Given
        world.source.with(1);
        world.source.onSettle = () -> {
            throw folderMissing();
        };
        var pass = world.pass(World.rules(MOVE, Settlement.NOTHING));
        pass.run();
        world.reports.clear();
        // When
        world.clock.pass(Duration.ofMinutes(1));
        pass.run();
        // Then
        assertThat(world.reports).isNotEmpty().allMatch(report -> report.fetching() instanceof Evidence.Failed);
    }

    @Test
    void aMessageWhoseMoveFailsIsQuarantinedOnce() throws Exception {
        // Given
        world.source.with(1);
        world.sink.saysAlways(REFUSED);
        world.source.onSettle = () -> {
            throw folderMissing();
        };
        var rules = new Rules(World.RULES.start(), World.RULES.interval(), World.RULES.maxMessageSize(),
                Settlement.NOTHING, 1, MOVE);
        var pass = world.pass(rules);
        // When
        for (var i = 0; i < 30; i++) {
            pass.run();
        }
        // Then
        assertThat(world.quarantine.kept).containsExactly("7/1 MessageRefused");
        assertThat(world.sink.came).containsExactly("7/1");
    }

    @Test
    void aGuardThatClosesMeanwhileLetsNothingBeSettled() throws Exception {
        // Given
        world.source.with(1);
        world.sink.meanwhile = _ -> world.allowed = false;
        // When
        var outcome = world.pass(World.rules(new Settlement.Delete(), Settlement.NOTHING)).run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Fenced());
        assertThat(world.source.settled).isEmpty();
        assertThat(world.progress().cursor()).isNull();
    }

    private static Rules attempts(int attempts) {
        var rules = World.RULES;
        return new Rules(rules.start(), rules.interval(), rules.maxMessageSize(), rules.afterDelivery(), attempts,
                rules.afterRejection());
    }

    private static MailFailure folderMissing() {
        return new MailFailure.Fetching(new Problem(Reason.FolderNotFound, "No such folder.", RetryAdvice.SLOW), null);
    }
}
