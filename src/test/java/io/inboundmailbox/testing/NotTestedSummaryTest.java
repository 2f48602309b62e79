package io.inboundmailbox.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class NotTestedSummaryTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aSkippedClassIsNamedWithItsReason() {
        // When
        run(Skipped.class);

        // Then
        assertThat(lines()).containsExactly("NOT TESTED (1):",
                "  NOT TESTED: " + Skipped.class.getName() + ": there is no oven");
    }

    @Test
    void aTestWhoseAssumptionFailsIsNamedToo() {
        // When
        run(Assuming.class);

        // Then
        assertThat(lines()).containsExactly("NOT TESTED (1):",
                "  NOT TESTED: " + Assuming.class.getName() + ".bakes: Assumption failed: there is no flour");
    }

    @Test
    void nothingIsPrintedWhenEverythingRan() {
        // When
        run(Running.class);

        // Then
        assertThat(lines()).isEmpty();
    }

    private void run(Class<?> tests) {
        var config = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
        LauncherFactory.create(config)
                .execute(request,
                        new NotTestedSummary(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ExtendWith(NoOven.class)
    static class Skipped {
        @Test
        void bakes() {}
    }

    static class Assuming {
        @Test
        void bakes() {
            Assumptions.assumeTrue(false, "there is no flour");
        }
    }

    static class Running {
        @Test
        void bakes() {}
    }

    static class NoOven implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("there is no oven");
        }
    }
}
