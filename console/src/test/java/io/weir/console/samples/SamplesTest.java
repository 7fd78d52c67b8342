package io.weir.console.samples;

import static io.weir.console.LiveConsole.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplesTest {

    private static final String SAMPLES = "/api/v1/cluster/samples";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    @Test
    void whatTheBrokerDoesIsSeenWhileSomebodyLooks(@TempDir Path folder) throws Exception {
        try (LiveConsole console = LiveConsole.start(folder, Map.of())) {
            // given
            Object first = console.json(SAMPLES);

            // when
            var _ = console.produce(new ProducerRecord<>("seen", new byte[1000]));
            Object busy = untilBytesCameIn(console, at(first, "times.0").toString());

            // then
            assertThat(at(first, "broker")).isEqualTo(1L);
            assertThat((List<?>) at(first, "times")).hasSize(1);
            assertThat((List<?>) at(first, "series.bytesIn")).containsOnlyNulls();
            assertThat(last(busy, "recordsIn")).isPositive();
            assertThat(last(busy, "requests")).isPositive();
            assertThat(last(busy, "produceP99Ms")).isPositive();
            assertThat(last(busy, "connections")).isNotNegative();
            assertThat(console.get(SAMPLES + "?since=soon").statusCode()).isEqualTo(400);
        }
    }

    /** Asks again and again, as a page does. */
    private static Object untilBytesCameIn(LiveConsole console, String since) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Object samples = console.json(SAMPLES + "?since=" + since);
            if (!at(samples, "times").equals(List.of()) && last(samples, "bytesIn") > 1000.0 / 60) {
                return samples;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        throw new AssertionError("no sample within " + PATIENCE + " tells of what was produced");
    }

    private static double last(Object samples, String series) {
        List<?> values = (List<?>) at(samples, "series." + series);
        return ((Number) Objects.requireNonNull(values.getLast())).doubleValue();
    }
}
