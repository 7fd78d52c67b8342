package io.weir.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonLayoutTest {

    private static final String HOSTILE = "took \"12\" ms\n{\"level\":\"INFO\"}\u0000\u2028\ud800";

    private final JsonLayout layout = new JsonLayout();

    @Test
    void writesAnObjectALine() {
        // when
        String line = layout.doLayout(event("took {} ms", 12));

        // then
        assertThat(line)
                .isEqualTo("{\"time\":\"2026-11-21T09:30:00.123Z\",\"level\":\"WARN\","
                        + "\"logger\":\"io.weir.broker.Broker\",\"thread\":\"main\",\"message\":\"took 12 ms\"}\n");
    }

    @Test
    void keepsToOneLineAndOneObjectWhateverIsSaid() throws IOException {
        // when
        String line = layout.doLayout(event("{}", HOSTILE));

        // then
        assertThat(line.strip()).doesNotContain("\n").doesNotContain("\u0000");
        assertThat(fields(line)).containsOnlyKeys("time", "level", "logger", "thread", "message");
        assertThat(fields(line).get("message")).startsWith("took \"12\" ms\n{\"level\":\"INFO\"}\u0000");
    }

    @Test
    void tellsWhereSomethingFailedInAFieldOfItsOwn() throws IOException {
        // given
        LoggingEvent event = event("{} failed", "it");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("because", new IOException("deeper"))));

        // when
        Map<String, String> fields = fields(layout.doLayout(event));

        // then
        assertThat(fields.get("message")).isEqualTo("it failed");
        assertThat(fields.get("trace"))
                .startsWith("java.lang.IllegalStateException: because")
                .contains("Caused by: java.io.IOException: deeper")
                .contains("at io.weir.cli.logging.JsonLayoutTest");
    }

    private static LoggingEvent event(String message, Object argument) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setInstant(Instant.parse("2026-11-21T09:30:00.123Z"));
        event.setLevel(Level.WARN);
        event.setLoggerName("io.weir.broker.Broker");
        event.setThreadName("main");
        event.setMessage(message);
        event.setArgumentArray(new Object[] {argument});
        return event;
    }

    private static Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                assertThat(json.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
                fields.put(name, json.getText());
            }
            assertThat(json.nextToken()).as("only one object").isNull();
        }
        return fields;
    }
}
