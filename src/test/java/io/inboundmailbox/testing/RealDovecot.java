package io.inboundmailbox.testing;

import io.inboundmailbox.mail.LogKeys;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// These tests need a real Dovecot: skipped loudly where there is none, failed with `-Ddovecot.required=true`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealDovecot.Condition.class)
public @interface RealDovecot {
    /// Looks for the binary before anything is started.
    final class Condition implements ExecutionCondition {
        private static final Logger log = LoggerFactory.getLogger(RealDovecot.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Dovecot.isAvailable()) {
                return ConditionEvaluationResult.enabled("Dovecot is here");
            }
            if (Boolean.getBoolean("dovecot.required")) {
                throw new IllegalStateException(
                        "Dovecot is required (-Ddovecot.required=true) and not here: src/test/dovecot/install");
            }
            log.atWarn()
                    .addKeyValue(LogKeys.NAME, context.getDisplayName())
                    .log("NOT TESTED: there is no Dovecot here. To get it, run src/test/dovecot/install");
            return ConditionEvaluationResult.disabled("no Dovecot: run src/test/dovecot/install");
        }
    }
}
