package io.weir.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class LineLayoutTest {

    private final LineLayout layout = new LineLayout(ZoneOffset.UTC);

    @Test
    void writesOneLineWithTimeLevelAndClass() {
        // given
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setInstant(Instant.parse("2026-11-21T09:30:00.123Z"));
        event.setLevel(Level.WARN);
        event.setLoggerName("io.weir.broker.Broker");
        event.setMessage("took {} ms");
        event.setArgumentArray(new Object[] {12});

        // when
        String line = layout.doLayout(event);

        // then
        assertThat(line).isEqualTo("2026-11-21 09:30:00.123 WARN  Broker: took 12 ms\n");
    }
}
