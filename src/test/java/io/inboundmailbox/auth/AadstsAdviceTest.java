package io.inboundmailbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Cloud;
import io.inboundmailbox.plan.Secret;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AadstsAdviceTest {
    private static final String CORRELATION = "33333333-3333-3333-3333-333333333333";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7000215 70002                                  | CredentialsRejected      | Never   | not its Secret ID
            7000222                                        | SecretExpired            | Never   | has expired
            7000218 900144 50192                           | CredentialsRejected      | Never   | my-secret holds no
            700025                                         | CredentialsRejected      | Slow    | public client
            700016 700011                                  | AppNotFound              | Slow    | app-1 does not exist
            7000229                                        | ConsentMissing           | Slow    | -AppId app-1
            70001 7000112 1000031                          | AppDisabled              | Slow    | is disabled
            90002                                          | TenantNotFound           | Never   | login.microsoft
            90023 900023 50128 50059 90019                 | TenantNotFound           | Never   | neither a GUID
            9001023 90124 90130 50194                      | TenantNotFound           | Never   | organizations
            90038 900382 900432 90051                      | WrongCloud               | Never   | than Global
            70011 28002 28003 700022 700023 901002         | TokenRequestInvalid      | Never   | /.default
            50034 51004 50014 50126 50076 50079            | TokenRequestInvalid      | Never   | user's sign-in
            500011 50001 650052 650054                     | ResourceNotInTenant      | Slow    | subscription
            650056 650057 65005                            | ConsentMissing           | Slow    | IMAP.AccessAsApp
            65001 90094 90095 90008 90099 50105            | ConsentMissing           | Slow    | .com/adminconsent
            53003 530035 530032 53000 53001 50131 50005    | AccessPolicyBlocked      | Slow    | Conditional Access
            500021 500022 50002                            | AccessPolicyBlocked      | Slow    | proxy
            50196                                          | TokenEndpointUnavailable | PT1H    | too often
            90055                                          | TokenEndpointUnavailable | PT15M   | throttles
            90033 90006 90012 90024 90090 90091 50033 50000| TokenEndpointUnavailable | BackOff | does not answer
            7654321                                        | CredentialsRejected      | Slow    | AADSTS7654321
            """)
    void aNumberHasItsReasonSentenceAndAdvice(String codes, Reason reason, String advice, String words) {
        for (var code : codes.split(" ", -1)) {
            // When
            var problem = problem(400, """
                    {"error":"invalid_client","error_codes":[%s],"correlation_id":"%s"}""".formatted(code,
                    CORRELATION));

            // Then
            assertThat(problem.reason()).isEqualTo(reason);
            assertThat(problem.advice()).isEqualTo(advice(advice));
            assertThat(problem.sentence()).contains(words)
                    .doesNotContain("{")
                    .endsWith("Correlation id " + CORRELATION + ".");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySentenceCanBeFilled(AadstsAdvice row) {
        assertThat(row.refusal().problem(key(), "my-secret").sentence())
                .doesNotContain("{")
                .doesNotContain("}")
                .doesNotContain("\n")
                .doesNotContain("  ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":"invalid_client","error_description":"AADSTS7000222: x"}    | SecretExpired
            401 | {"error":"invalid_client","error_codes":[1, 7000222]}                | SecretExpired
            401 | {"error":"invalid_client","error_codes":["x", 99999999999, -1]}      | CredentialsRejected
            401 | {"error":"invalid_client"}                                           | CredentialsRejected
            403 | {"error":"access_denied"}                                            | TokenEndpointUnavailable
            500 | {"error":"server_error","error_codes":[7000222]}                     | TokenEndpointUnavailable
            429 | {"error":"x","error_codes":[50196]}                                  | TokenEndpointUnavailable
            """)
    void theStatusSaysWhetherTheNumberCounts(int status, String body, Reason reason) {
        assertThat(problem(status, body).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"90055,60,PT15M", "90055,1800,PT30M", "90033,60,PT1M", "90033,7200,PT1H"})
    void theLongerOfTheTableAndTheServersWishIsWaited(int code, String retryAfter, Duration wait) {
        // When
        var answer = new AnswerReader(new FakeClock()).read(503, retryAfter,
                "{\"error\":\"server_error\",\"error_codes\":[%d]}".formatted(code), new FakeClock().instant());

        // Then
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.refusal().advice())
                        .isEqualTo(RetryAdvice.after(wait)));
    }

    private static Problem problem(int status, String body) {
        var clock = new FakeClock();
        return switch (new AnswerReader(clock).read(status, null, body, clock.instant())) {
            case Answer.Refused(var refusal, _) -> refusal.problem(key(), "my-secret");
            case Answer.Granted _ -> throw new AssertionError("a token came of " + body);
        };
    }

    private static TokenKey key() {
        return new TokenKey(Cloud.GLOBAL, "contoso.com", "app-1", Cloud.GLOBAL.exchangeScope(), Secret.of("s"));
    }

    private static RetryAdvice advice(String name) {
        return Arrays.stream(new RetryAdvice[]{RetryAdvice.NEVER, RetryAdvice.SLOW, RetryAdvice.BACK_OFF})
                .filter(advice -> advice.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseGet(() -> RetryAdvice.after(Duration.parse(name)));
    }
}
