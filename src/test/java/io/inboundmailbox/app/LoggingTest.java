package io.inboundmailbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.inboundmailbox.mail.LogKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMDCAdapter;

/// The configuration that ships, read as the operator's process reads it.
class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aLineOfJsonHoldsItsKeyValues() throws JoranException, JsonProcessingException {
        // Given
        configure("json", "info");

        // When
        var line = line(event("Mailbox \"resumed\"\n"));

        // Then
        var json = JsonMapper.builder().build().readTree(line);
        assertThat(line).endsWith("}\n").doesNotContain("\n{");
        assertThat(json.get("level").asText()).isEqualTo("INFO");
        assertThat(json.get("loggerName").asText()).isEqualTo("io.inboundmailbox.worker.Worker");
        assertThat(json.get("timestamp").isNumber()).isTrue();
        assertThat(json.get("formattedMessage").asText()).isEqualTo("Mailbox \"resumed\"\n");
        assertThat(json.get("kvpList").get(0).get(LogKeys.NAMESPACE).asText()).isEqualTo("help\"desk");
        assertThat(json.get("kvpList").get(1).get(LogKeys.COUNT).asText()).isEqualTo("7");
        assertThat(json.get("throwable").get("className").asText()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aLineOfTextHoldsItsKeyValuesToo() throws JoranException {
        // Given
        configure("text", "info");

        // When
        var line = line(event("Mailbox resumed"));

        // Then
        assertThat(line).contains("INFO").contains("Mailbox resumed").contains("count=\"7\"");
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatOfTheConfigurationHasItsAppender(OperatorConfig.LogFormat format) throws JoranException {
        // When
        configure(format.text(), "info");

        // Then
        assertThat(appender().isStarted()).isTrue();
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() > Status.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "warn", "info", "debug", "trace"})
    void theLevelIsThatOfTheOperatorsOwnLines(String level) throws JoranException {
        // When
        configure("text", level);

        // Then
        assertThat(logger("io.inboundmailbox.worker").getEffectiveLevel())
                .isEqualTo(Level.toLevel(level.toUpperCase(Locale.ROOT)));
        assertThat(logger("io.javaoperatorsdk.operator").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void msalIsSilentBecauseItLogsWhatTheTokenEndpointSays() throws JoranException {
        // When
        configure("text", "trace");

        // Then
        assertThat(logger("com.microsoft.aad.msal4j.HttpHelper").getEffectiveLevel()).isEqualTo(Level.OFF);
    }

    private void configure(String format, String level) throws JoranException {
        context.setMDCAdapter(new BasicMDCAdapter());
        context.putProperty("INBOUNDMAILBOX_LOG_FORMAT", format);
        context.putProperty("INBOUNDMAILBOX_LOG_LEVEL", level);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml")));
    }

    private ILoggingEvent event(String message) {
        var event = new LoggingEvent(LoggingTest.class.getName(), logger("io.inboundmailbox.worker.Worker"), Level.INFO,
                message, new IllegalStateException("broken"), null);
        event.setKeyValuePairs(List.of(new KeyValuePair(LogKeys.NAMESPACE, "help\"desk"),
                new KeyValuePair(LogKeys.COUNT, 7)));
        return event;
    }

    private String line(ILoggingEvent event) {
        return new String(appender().getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private ConsoleAppender<ILoggingEvent> appender() {
        return (ConsoleAppender<ILoggingEvent>) logger(Logger.ROOT_LOGGER_NAME).getAppender("stdout");
    }

    private Logger logger(String name) {
        return context.getLogger(name);
    }
}
