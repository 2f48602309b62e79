package io.inboundmailbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Evidence;
import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Progress;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.mail.TokenInfo;
import io.inboundmailbox.testing.FakeMailSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogbookTest {
    private static final Problem REJECTED = problem(Reason.CredentialsRejected);
    private static final TokenInfo TOKEN = new TokenInfo(ManualClock.START, ManualClock.START.plusSeconds(3600), null);

    private final ManualClock clock = new ManualClock();
    private final List<MailboxReport> told = new ArrayList<>();
    private final Logbook logbook = new Logbook(World.MAILBOX, Duration.ofSeconds(30), Progress.NONE, clock, told::add);

    @Test
    void inTheBeginningNothingIsKnown() {
        assertThat(logbook.report().authenticated()).isEqualTo(Evidence.missing());
        assertThat(logbook.report().fetching()).isEqualTo(Evidence.missing());
        assertThat(logbook.report().delivering()).isEqualTo(Evidence.missing());
        assertThat(logbook.report().lastPollAt()).isNull();
    }

    @Test
    void aPollProvesLogInAndAccess() {
        // When
        logbook.polled(TOKEN);
        // Then
        assertThat(logbook.report().authenticated()).isEqualTo(new Evidence.Good(ManualClock.START));
        assertThat(logbook.report().fetching()).isEqualTo(new Evidence.Good(ManualClock.START));
        assertThat(logbook.report().delivering()).isEqualTo(Evidence.missing());
        assertThat(logbook.report().lastPollAt()).isEqualTo(ManualClock.START);
        assertThat(logbook.report().token()).isEqualTo(TOKEN);
    }

    @Test
    void aLogInThatIsRefusedSaysNothingAboutTheMailbox() {
        // Given
        logbook.polled(null);
        // When
        logbook.failed(new MailFailure.Authenticating(REJECTED, null), null);
        // Then
        assertThat(logbook.report().authenticated()).isEqualTo(new Evidence.Failed(REJECTED, ManualClock.START));
        assertThat(logbook.report().fetching()).isInstanceOf(Evidence.Good.class);
    }

    @Test
    void aFailureBehindTheLogInShowsThatTheLogInIsGoodAgain() {
        // Given
        logbook.failed(new MailFailure.Authenticating(REJECTED, null), null);
        // When
        logbook.failed(new MailFailure.Fetching(problem(Reason.FolderNotFound), null), null);
        // Then
        assertThat(logbook.report().authenticated()).isInstanceOf(Evidence.Good.class);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"Unreachable", "CertificateRejected", "Throttled", "ProtocolMismatch"})
    void aFailureBeforeTheLogInLeavesItAsItIs(Reason reason) {
        // Given
        logbook.failed(new MailFailure.Authenticating(REJECTED, null), null);
        // When
        logbook.failed(new MailFailure.Fetching(problem(reason), null), null);
        // Then
        assertThat(logbook.report().authenticated()).isInstanceOf(Evidence.Failed.class);
    }

    @Test
    void aTokenWhoseSuccessorIsRefusedFailsWhileItStillWorks() {
        // When
        logbook.polled(new TokenInfo(TOKEN.acquiredAt(), TOKEN.expiresAt(), problem(Reason.SecretExpired)));
        // Then
        assertThat(logbook.report().authenticated()).isInstanceOf(Evidence.Failed.class);
        assertThat(logbook.report().fetching()).isInstanceOf(Evidence.Good.class);
    }

    @Test
    void aFailureKeepsItsFirstMomentWhileTheReasonIsTheSame() {
        // Given
        logbook.failed(new MailFailure.Fetching(problem(Reason.Unreachable), null), null);
        clock.pass(Duration.ofMinutes(5));
        // When
        logbook.failed(new MailFailure.Fetching(problem(Reason.Unreachable), null), null);
        // Then
        assertThat(logbook.report().fetching())
                .isEqualTo(new Evidence.Failed(problem(Reason.Unreachable), ManualClock.START));
        assertThat(logbook.report().lastSignAt()).isEqualTo(ManualClock.START.plusSeconds(300));
    }

    @Test
    void whatChangesNothingIsNotTold() {
        // Given
        logbook.polled(TOKEN);
        told.clear();
        // When
        logbook.polled(TOKEN);
        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void progressSaysNothingAboutTheSink() {
        // When
        logbook.moved(Progress.NONE.at(FakeMailSource.cursor(1)));
        // Then
        assertThat(logbook.report().delivering()).isEqualTo(Evidence.missing());
        assertThat(told).hasSize(1);
    }

    private static Problem problem(Reason reason) {
        return new Problem(reason, "Something is wrong.", RetryAdvice.BACK_OFF);
    }
}
