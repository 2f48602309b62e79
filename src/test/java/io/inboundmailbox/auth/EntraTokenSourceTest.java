package io.inboundmailbox.auth;

import static io.inboundmailbox.auth.EntraFixture.APP;
import static io.inboundmailbox.auth.EntraFixture.LIFE;
import static io.inboundmailbox.auth.EntraFixture.SECRET;
import static io.inboundmailbox.auth.EntraFixture.TENANT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.Secret;
import io.inboundmailbox.testing.EntraServer.Scripted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntraTokenSourceTest {
    private final EntraFixture entra = new EntraFixture();

    @AfterEach
    void close() {
        entra.close();
    }

    @Test
    void aTokenHasTheTimesOfOurOwnClock() throws Exception {
        // When
        var token = entra.token();

        // Then
        assertThat(token.acquiredAt()).isEqualTo(entra.clock.instant());
        assertThat(token.expiresAt()).isEqualTo(entra.clock.instant().plus(LIFE));
        assertThat(token.refreshProblem()).isNull();
        assertThat(token.value().reveal()).startsWith("ey");
    }

    @Test
    void theTokenEndpointIsTheOnlyAddressThatIsAsked() throws Exception {
        // When
        entra.token();

        // Then
        assertThat(entra.server.requests()).isEqualTo(1);
        assertThat(entra.server.strayRequests()).isZero();
    }

    @Test
    void manyWhoAskAtTheSameTimeShareOneRequest() throws Exception {
        // Given
        entra.server.hang();
        var values = new ConcurrentLinkedQueue<Secret>();
        var callers = IntStream.range(0, 200)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> values.add(tokenOrFail())))
                .toList();
        await().untilAsserted(() -> assertThat(callers).allMatch(c -> c.getState() == Thread.State.WAITING));
        await().untilAsserted(() -> assertThat(entra.server.requests()).isPositive());

        // When
        entra.server.heal();
        for (var caller : callers) {
            caller.join();
        }

        // Then
        assertThat(entra.server.requests()).isEqualTo(1);
        assertThat(values).hasSize(200).containsOnly(values.element());
    }

    @Test
    void anInterruptEndsTheWaitOfOneCallerOnly() throws Exception {
        // Given
        entra.server.hang();
        var values = new ConcurrentLinkedQueue<Secret>();
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        var interrupted = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(entra::token)));
        await().untilAsserted(() -> assertThat(entra.server.requests()).isEqualTo(1));
        var other = Thread.ofVirtual().start(() -> values.add(tokenOrFail()));

        // When
        interrupted.interrupt();
        interrupted.join();
        entra.server.heal();
        other.join();

        // Then
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(values).hasSize(1);
        assertThat(entra.server.requests()).isEqualTo(1);
    }

    @Test
    void aYoungTokenIsNotAskedForAgain() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(LIFE.multipliedBy(59).dividedBy(100));

        // When
        var second = entra.token();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(entra.server.requests()).isEqualTo(1);
    }

    @Test
    void atTwoThirdsOfItsLifeATokenIsReplacedWhileTheOldOneGoesOn() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(LIFE.multipliedBy(2).dividedBy(3));
        entra.server.hang();

        // When
        var meanwhile = entra.token();
        entra.server.heal();

        // Then
        assertThat(meanwhile).isEqualTo(first);
        await().untilAsserted(() -> assertThat(entra.token().value()).isNotEqualTo(first.value()));
        assertThat(entra.server.requests()).isEqualTo(2);
    }

    @Test
    void aRefusedRefreshKeepsTheTokenAndSaysWhy() throws Exception {
        // Given
        var first = entra.token();
        entra.server.revoke(TENANT, APP);
        entra.clock.advance(LIFE.multipliedBy(2).dividedBy(3));

        // When
        entra.token();

        // Then
        await().untilAsserted(() -> assertThat(entra.token().refreshProblem()).isNotNull());
        var kept = entra.token();
        assertThat(kept.value()).isEqualTo(first.value());
        assertThat(requireNonNull(kept.refreshProblem()).reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(entra.server.requests()).isEqualTo(2);
    }

    @Test
    void aRefusedRefreshIsAFailureOnceTheTokenHasEnded() throws Exception {
        // Given
        entra.token();
        entra.server.revoke(TENANT, APP);
        entra.clock.advance(LIFE);

        // When
        var problem = entra.problem();

        // Then
        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
    }

    @Test
    void aRefreshThatWorksAgainEndsTheProblem() throws Exception {
        // Given
        entra.token();
        entra.clock.advance(LIFE.multipliedBy(2).dividedBy(3));
        entra.server.script(Scripted.status(503));
        entra.token();
        await().untilAsserted(() -> assertThat(entra.token().refreshProblem()).isNotNull());

        // When
        entra.clock.advance(Duration.ofSeconds(5));

        // Then
        await().untilAsserted(() -> assertThat(entra.token().refreshProblem()).isNull());
        assertThat(entra.server.requests()).isEqualTo(3);
    }

    @Test
    void aTokenThatIsAboutToEndIsReplacedBeforeItIsHandedOut() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(LIFE.minusSeconds(20));

        // When
        var second = entra.token();

        // Then
        assertThat(second.value()).isNotEqualTo(first.value());
    }

    @Test
    void manyWithOneBrokenSecretCauseOneRequestPerWait() {
        // Given
        var broken = entra.withSecret("wrong");
        var requests = new ArrayList<Integer>();

        // When
        for (var seconds = 0; seconds <= 40; seconds++) {
            for (var mailbox = 0; mailbox < 25; mailbox++) {
                assertThat(entra.problem(broken).reason()).isEqualTo(Reason.CredentialsRejected);
            }
            requests.add(entra.server.requests());
            entra.clock.advance(Duration.ofSeconds(1));
        }

        // Then
        assertThat(requests.subList(0, 5)).containsOnly(1);
        assertThat(requests.subList(5, 15)).containsOnly(2);
        assertThat(requests.subList(15, 35)).containsOnly(3);
        assertThat(requests.subList(35, 41)).containsOnly(4);
    }

    @Test
    void retryingForgetsTheRefusal() throws Exception {
        // Given
        entra.server.revoke(TENANT, APP);
        entra.problem();
        entra.server.register(TENANT, APP, SECRET);

        // When
        entra.tokens.retry(entra.credentials(), entra.scope());

        // Then
        assertThat(entra.token().refreshProblem()).isNull();
    }

    @Test
    void aRotatedSecretIsUsedAtOnce() throws Exception {
        // Given
        entra.server.revoke(TENANT, APP);
        entra.problem();
        entra.server.register(TENANT, APP, "new");

        // When
        var token = entra.tokens.token(entra.withSecret("new"), entra.scope());

        // Then
        assertThat(token.refreshProblem()).isNull();
        assertThat(entra.server.requests()).isEqualTo(2);
    }

    @Test
    void anotherScopeIsAnotherToken() throws Exception {
        // Given
        var mail = entra.token();

        // When
        var graph = entra.tokens.token(entra.credentials(), "https://graph.example/.default");

        // Then
        assertThat(graph.value()).isNotEqualTo(mail.value());
        assertThat(entra.server.requests()).isEqualTo(2);
    }

    @Test
    void aTokenThatAServerRefusesIsReplaced() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(Duration.ofMinutes(5));

        // When
        entra.tokens.refused(entra.credentials(), entra.scope(), first);

        // Then
        assertThat(entra.token().value()).isNotEqualTo(first.value());
    }

    @Test
    void aTokenThatAServerRefusesIsKeptForSomeMinutes() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(Duration.ofMinutes(4));

        // When
        entra.tokens.refused(entra.credentials(), entra.scope(), first);

        // Then
        assertThat(entra.token()).isEqualTo(first);
    }

    @Test
    void aRefusalOfAnOlderTokenSaysNothingAboutTheNewOne() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(LIFE);
        var second = entra.token();
        entra.clock.advance(Duration.ofMinutes(10));

        // When
        entra.tokens.refused(entra.credentials(), entra.scope(), first);

        // Then
        assertThat(entra.token()).isEqualTo(second);
    }

    @Test
    void aReplacementThatIsRefusedLeavesTheTokenToThoseForWhomItWorks() throws Exception {
        // Given
        var first = entra.token();
        entra.clock.advance(Duration.ofMinutes(5));
        entra.server.failWith(Scripted.status(503));

        // When
        entra.tokens.refused(entra.credentials(), entra.scope(), first);

        // Then
        var kept = entra.token();
        assertThat(kept.value()).isEqualTo(first.value());
        assertThat(requireNonNull(kept.refreshProblem()).reason()).isEqualTo(Reason.TokenEndpointUnavailable);
    }

    @Test
    void aTokenThatNobodyAsksForIsForgottenAfterAnHour() throws Exception {
        // Given
        entra.server.tokenLife(Duration.ofHours(24));
        var first = entra.token();
        entra.clock.advance(Duration.ofMinutes(61));

        // When
        var second = entra.token();

        // Then
        assertThat(second.value()).isNotEqualTo(first.value());
    }

    @Test
    void everybodyIsToldOfTheirOwnSecret() {
        // Given
        var one = entra.withSecret("wrong");
        var other = new Credentials.ClientSecret(one.cloud(), TENANT, APP, Secret.of("wrong"), "another-name");

        // When
        var problem = entra.problem(one);
        var otherProblem = entra.problem(other);

        // Then
        assertThat(problem.sentence()).contains("in contoso-mail/clientSecret");
        assertThat(otherProblem.sentence()).contains("in another-name/clientSecret");
        assertThat(entra.server.requests()).isEqualTo(1);
    }

    @Test
    void everyRequestIsAnEvent() throws Exception {
        // When
        entra.token();
        entra.problem(entra.withSecret("wrong"));
        entra.server.script(Scripted.status(503));
        entra.problem(entra.withSecret("other"));

        // Then
        assertThat(entra.events).containsExactly("Granted null", "Refused CredentialsRejected",
                "Unavailable TokenEndpointUnavailable");
    }

    @Test
    void closingEndsTheWaitOfThoseWhoAsk() throws Exception {
        // Given
        entra.server.hang();
        var problems = new ConcurrentLinkedQueue<Reason>();
        var caller = Thread.ofVirtual().start(() -> problems.add(entra.problem().reason()));
        await().untilAsserted(() -> assertThat(entra.server.requests()).isEqualTo(1));

        // When
        entra.tokens.close();

        // Then
        caller.join();
        assertThat(problems).containsExactly(Reason.TokenEndpointUnavailable);
        assertThat(entra.problem().reason()).isEqualTo(Reason.TokenEndpointUnavailable);
    }

    private Secret tokenOrFail() {
        try {
            return entra.token().value();
        } catch (MailFailure | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
