package io.inboundmailbox.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.testing.TestContent;
import io.inboundmailbox.testing.TestMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What [MailSink] promises, for every adapter. A subclass supplies the sink and its other side.
public abstract class MailSinkContract {
    /// What the other side has received of one message.
    public record Delivered(String eventId, Hash sha256, long size) {}

    /// A sink that leads to the other side.
    protected abstract MailSink sink();

    /// All that arrived there, in order.
    protected abstract List<Delivered> delivered();

    /// Makes the other side be out of order, or busy, for the next message.
    protected abstract void beUnavailableOnce();

    /// Makes the other side not accept the sink's credentials for the next message.
    protected abstract void beUnauthorizedOnce();

    /// Makes the other side not want the next message.
    protected abstract void refuseOnce();

    @Test
    void anAcceptedMessageArrivedWithExactlyItsBytes() throws Exception {
        // Given
        var message = TestMessages.message(1);

        // When
        var verdict = sink().deliver(message);

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        assertThat(delivered()).containsExactly(
                new Delivered(message.ref().eventId(), message.content().sha256(), message.content().size()));
    }

    @Test
    void anEmptyMessageArrives() throws Exception {
        // Given
        var message = TestMessages.message(1, TestContent.of(""));

        // When
        var verdict = sink().deliver(message);

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        assertThat(delivered()).singleElement().satisfies(one -> assertThat(one.size()).isZero());
    }

    @Test
    void theSameMessageDeliveredAgainHasTheSameEventId() throws Exception {
        // Given
        sink().deliver(TestMessages.message(1));

        // When
        sink().deliver(TestMessages.message(1));

        // Then
        assertThat(delivered()).hasSize(2)
                .extracting(Delivered::eventId)
                .containsOnly(
                        TestMessages.message(1).ref().eventId());
    }

    @Test
    void aBigMessageArrivesUnchanged() throws Exception {
        // Given
        var content = TestContent.generated(20_000_003, 11);

        // When
        var verdict = sink().deliver(TestMessages.message(1, content));

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
        assertThat(delivered()).extracting(Delivered::sha256).containsExactly(content.sha256());
    }

    @Test
    void anUnavailableSinkMakesTheMailboxWait() throws Exception {
        // Given
        beUnavailableOnce();

        // When
        var verdict = sink().deliver(TestMessages.message(1));

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(problem(verdict).reason()).isEqualTo(Reason.SinkUnavailable);
    }

    @Test
    void aSinkThatDoesNotAcceptTheCredentialsNeedsAPerson() throws Exception {
        // Given
        beUnauthorizedOnce();

        // When
        var verdict = sink().deliver(TestMessages.message(1));

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Misconfigured.class);
        assertThat(problem(verdict).reason()).isEqualTo(Reason.SinkUnauthorized);
        assertThat(problem(verdict).advice()).isEqualTo(RetryAdvice.SLOW);
    }

    @Test
    void anUnwantedMessageIsRefused() throws Exception {
        // Given
        refuseOnce();

        // When
        var verdict = sink().deliver(TestMessages.message(1));

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(problem(verdict).reason()).isEqualTo(Reason.MessageRefused);
    }

    @Test
    void afterAFailureTheNextMessageIsAccepted() throws Exception {
        // Given
        beUnavailableOnce();
        sink().deliver(TestMessages.message(1));

        // When
        var verdict = sink().deliver(TestMessages.message(2));

        // Then
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void manyMailboxesUseOneSinkAtATime() throws Exception {
        // Given
        var verdicts = new ArrayList<Future<Verdict>>();
        var sink = sink();

        // When
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream.range(0, 50)
                    .forEach(uid -> verdicts.add(
                            executor.submit(() -> sink
                                    .deliver(TestMessages.message(uid, TestContent.generated(50_000, uid))))));
        }

        // Then
        assertThat(verdicts).extracting(Future::resultNow).containsOnly(Verdict.ACCEPTED);
        assertThat(delivered()).extracting(Delivered::sha256)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 50).mapToObj(uid -> TestContent.generated(50_000, uid).sha256()).toList());
    }

    /// What a verdict complains of.
    public static Problem problem(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Wait(var problem) -> problem;
            case Verdict.Misconfigured(var problem) -> problem;
            case Verdict.Refused(var problem) -> problem;
            case Verdict.Accepted _ -> throw new AssertionError("the message was accepted");
        };
    }
}
