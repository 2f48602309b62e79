package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.sink.Verdict;
import io.inboundmailbox.source.Position;
import io.inboundmailbox.testing.FakeMailSink;
import io.inboundmailbox.testing.FakeMailSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class PassTest {
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
    void messagesAreDeliveredInTheOrderOfTheMailbox() throws Exception {
        // Given
        world.source.with(LongStream.rangeClosed(1, 120).toArray());
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(world.sink.accepted)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 120).mapToObj(uid -> "7/" + uid).toList());
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }

    @Test
    void theBytesComeAsTheyAre() throws Exception {
        // Given
        world.source.with(1, "Subject: x\r\n\r\nCaf\u00e9 \0 bare\nline\r\n");
        var bytes = new ArrayList<byte[]>();
        world.sink.meanwhile = message -> {
            try (var content = message.content().open()) {
                bytes.add(content.readAllBytes());
            }
        };
        // When
        world.pass().run();
        // Then
        assertThat(bytes).singleElement()
                .isEqualTo("Subject: x\r\n\r\nCaf\u00e9 \0 bare\nline\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theCursorMovesOnlyAfterTheSinkHasAccepted() throws Exception {
        // Given
        world.source.with(1, 2);
        var cursors = new ArrayList<Object>();
        world.sink.meanwhile = _ -> cursors.add(String.valueOf(world.progress().cursor()));
        // When
        world.pass().run();
        // Then
        assertThat(cursors).containsExactly("null", FakeMailSource.cursor(1).toString());
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(2));
        assertThat(world.progress().delivered()).isEqualTo(2);
    }

    @Test
    void aSecondPassBeginsBehindTheFirst() throws Exception {
        // Given
        var pass = world.pass();
        world.source.with(1);
        pass.run();
        // When
        world.source.with(2);
        pass.run();
        // Then
        assertThat(world.source.looks.getLast()).isEqualTo(new Position.After(FakeMailSource.cursor(1)));
        assertThat(world.sink.accepted).containsExactly("7/1", "7/2");
    }

    @Test
    void withoutACursorReadingBeginsAtTheStart() throws Exception {
        // Given
        var start = Instant.parse("2026-01-01T00:00:00Z");
        world.cursors.note(World.MAILBOX, world.progress().startingAt(start));
        // When
        world.pass().run();
        // Then
        assertThat(world.source.looks).containsExactly(new Position.Since(start));
    }

    @Test
    void anEmptyMailboxGetsACursorToo() throws Exception {
        // When
        world.pass().run();
        // Then
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(0));
        assertThat(world.report().delivering()).isInstanceOf(Evidence.Good.class);
    }

    @Test
    void moreThanALookTakesIsReadAtOnceAfterwards() throws Exception {
        // Given
        world.source.with(LongStream.rangeClosed(1, Pass.LOOK + 1).toArray());
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.More());
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(Pass.LOOK));
    }

    @Test
    void aSinkThatMakesWaitHoldsTheMailbox() throws Exception {
        // Given
        world.source.with(1, 2, 3);
        world.sink.says(Verdict.ACCEPTED, new Verdict.Wait(FakeMailSink.UNAVAILABLE));
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Stuck(FakeMailSink.UNAVAILABLE));
        assertThat(world.sink.came).containsExactly("7/1", "7/2");
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(1));
        assertThat(world.report().delivering())
                .isEqualTo(new Evidence.Failed(FakeMailSink.UNAVAILABLE, ManualClock.START));
    }

    @Test
    void aSinkThatIsMisconfiguredHoldsTheMailboxAndSkipsNothing() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.saysAlways(new Verdict.Misconfigured(FakeMailSink.UNAUTHORIZED));
        var pass = world.pass();
        // When
        for (var i = 0; i < 30; i++) {
            pass.run();
        }
        // Then
        assertThat(world.sink.came).containsOnly("7/1");
        assertThat(world.quarantine.kept).isEmpty();
        assertThat(world.progress().cursor()).isNull();
    }

    @Test
    void aMessageThatHasGoneIsPassed() throws Exception {
        // Given
        world.source.with(1).withGone(2).with(3);
        // When
        world.pass().run();
        // Then
        assertThat(world.sink.accepted).containsExactly("7/1", "7/3");
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(3));
        assertThat(world.progress().quarantined()).isZero();
    }

    @Test
    void aClosedGuardLetsNothingBeFound() throws Exception {
        // Given
        world.source.with(1);
        world.allowed = false;
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Fenced());
        assertThat(world.source.looks).isEmpty();
    }

    @Test
    void aGuardThatClosesLetsNoFurtherMessageBeDelivered() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.meanwhile = _ -> world.allowed = false;
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Fenced());
        assertThat(world.sink.came).containsExactly("7/1");
    }

    @Test
    void aWorkerThatIsStoppedBeginsNoFurtherMessage() throws Exception {
        // Given
        world.source.with(1, 2);
        world.sink.meanwhile = _ -> assertThat(world.gate.shut()).as("nothing is under way").isFalse();
        // When
        world.pass().run();
        // Then
        assertThat(world.sink.came).containsExactly("7/1");
        assertThat(world.progress().cursor()).isEqualTo(FakeMailSource.cursor(1));
    }

    @Test
    void aSourceThatWasClosedUnderThePassIsNoFailure() throws Exception {
        // Given
        world.source.onFind = () -> {
            world.gate.shut();
            throw unreachable();
        };
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Fenced());
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aCrashBetweenAcceptanceAndCommitRepeatsTheMessageWithTheSameEventId() throws Exception {
        // Given
        world.source.with(1);
        var before = world.progress();
        world.pass().run();
        // When
        world.cursors.note(World.MAILBOX, before);
        world.pass().run();
        // Then
        assertThat(world.sink.eventIds).hasSize(2);
        assertThat(world.sink.eventIds.getFirst()).isEqualTo(world.sink.eventIds.getLast());
    }

    @Test
    void aMailboxThatCannotBeReadIsReported() throws Exception {
        // Given
        world.source.onFind = () -> {
            throw unreachable();
        };
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isEqualTo(new Outcome.Stuck(unreachable().problem()));
        assertThat(world.report().fetching())
                .isEqualTo(new Evidence.Failed(unreachable().problem(), ManualClock.START));
    }

    @Test
    void aDownloadThatBreaksDeliversNothingAndGivesTheSpoolBack() throws Exception {
        // Given
        world.source.with(1, 2);
        world.source.onFetch = () -> {
            if (world.source.fetched.size() == 2) {
                throw unreachable();
            }
        };
        // When
        world.pass().run();
        // Then
        assertThat(world.sink.came).isEmpty();
        assertThat(world.progress().cursor()).isNull();
    }

    @Test
    void aMailboxThatShowsMailButDoesNotHandItOutDoesNotFlap() throws Exception {
        // Given
        world.source.with(1);
        world.source.onFetch = () -> {
            throw unreachable();
        };
        var pass = world.pass();
        pass.run();
        world.reports.clear();
        // When
        pass.run();
        // Then
        assertThat(world.reports).noneMatch(report -> report.fetching() instanceof Evidence.Good);
    }

    @Test
    void aMailboxThatHandsItsMailOutAgainIsReadable() throws Exception {
        // Given
        world.source.with(1);
        world.source.onFetch = () -> {
            throw unreachable();
        };
        var pass = world.pass();
        pass.run();
        // When
        world.source.onFetch = () -> {};
        pass.run();
        // Then
        assertThat(world.report().fetching()).isInstanceOf(Evidence.Good.class);
    }

    @Test
    void aSinkThatCannotReadTheSpoolIsTheOperatorsProblem() throws Exception {
        // Given
        world.source.with(1);
        world.sink.meanwhile = _ -> {
            throw new IOException("disk");
        };
        // When
        var outcome = world.pass().run();
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Stuck.class,
                stuck -> assertThat(stuck.problem().reason()).isEqualTo(Reason.InternalError));
        assertThat(world.progress().cursor()).isNull();
    }

    @Test
    void aDefectOfASinkLeavesNothingBehind() {
        // Given
        world.source.with(1, 2);
        world.sink.meanwhile = _ -> {
            throw new IllegalArgumentException("defect");
        };
        // When / Then
        assertThatThrownBy(() -> world.pass().run()).isInstanceOf(IllegalArgumentException.class);
        assertThat(world.progress().cursor()).isNull();
    }

    @Test
    void anInterruptEndsThePass() {
        // Given
        world.source.with(1);
        world.sink.meanwhile = _ -> {
            throw new InterruptedException();
        };
        // When / Then
        assertThatThrownBy(() -> world.pass().run()).isInstanceOf(InterruptedException.class);
        assertThat(world.progress().cursor()).isNull();
    }

    static MailFailure unreachable() {
        return new MailFailure.Fetching(new Problem(Reason.Unreachable, "No connection.", RetryAdvice.BACK_OFF), null);
    }
}
