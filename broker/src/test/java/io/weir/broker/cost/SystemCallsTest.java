package io.weir.broker.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.broker.wire.Scene;
import io.weir.protocol.messages.RequestMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** System calls a request, counted by strace; skipped where there is none or it may not trace. */
@Isolated
final class SystemCallsTest {

    private static final int REQUESTS = 200;

    /** How often threads wait for one another depends on how fast they are, and strace makes them slow. */
    private static final String WAKING = "futex";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void straceIsThere() {
        assumeTrue(SystemCalls.canBeCounted(), "strace is missing (apt-get install strace), or may not trace here");
    }

    @Test
    void countsTheStartOfEachCall() {
        assertThat(SystemCalls.count(List.of(
                        "17 read(3, \"x\", 1) = 1",
                        "18 fsync(7 <unfinished ...>",
                        "17 read(3, \"\", 1) = 0",
                        "18 <... fsync resumed>) = 0",
                        "18 +++ exited with 0 +++")))
                .isEqualTo(Map.of("read", 2, "fsync", 1));
    }

    /** Measured: 10, among them one write of the batch and one of its copy in the journal, one flush and one answer. */
    @Test
    void producingTakesFewSystemCalls() throws IOException, InterruptedException {
        try (ChildBroker broker = ChildBroker.start()) {
            String topic = topic(broker, 1, 1);

            // when
            Map<String, Integer> calls = count(
                    broker, Requests.produce(topic, 1), Requests.PRODUCE_VERSION, folder.resolve("produce.trace"));

            // then
            assertThat(perRequest(calls, "pwrite64", "pwritev")).isBetween(1.9, 2.5);
            // Waking a thread that selects is a write, too.
            assertThat(perRequest(calls, "write", "writev")).isBetween(1.0, 2.5);
            assertThat(perRequest(calls, "fsync", "fdatasync", "syncfs")).isBetween(0.5, 1.5);
            assertThat(perRequest(calls, namesBut(calls, WAKING))).isLessThan(14);
        }
    }

    /** Measured: 7; one transfer from the file, not one for each batch in it. */
    @Test
    void fetchingTakesFewSystemCalls() throws IOException, InterruptedException {
        try (ChildBroker broker = ChildBroker.start()) {
            String topic = topic(broker, 10, 60);

            // when
            Map<String, Integer> calls =
                    count(broker, Requests.fetch(topic), Requests.FETCH_VERSION, folder.resolve("fetch.trace"));

            // then
            assertThat(perRequest(calls, "sendfile")).isBetween(0.9, 1.5);
            assertThat(perRequest(calls, "fsync", "fdatasync", "syncfs", "pwrite64"))
                    .isZero();
            assertThat(perRequest(calls, namesBut(calls, WAKING))).isLessThan(10);
        }
    }

    /** Measured: 5; one read of the file, and one write of all there is to say. */
    @Test
    void fetchingLittleTakesOneWrite() throws IOException, InterruptedException {
        try (ChildBroker broker = ChildBroker.start()) {
            String topic = topic(broker, 1, 1);

            // when
            Map<String, Integer> calls =
                    count(broker, Requests.fetch(topic), Requests.FETCH_VERSION, folder.resolve("little.trace"));

            // then
            assertThat(perRequest(calls, "sendfile", "copy_file_range")).isZero();
            assertThat(perRequest(calls, "write", "writev")).isBetween(0.9, 1.5);
            assertThat(perRequest(calls, namesBut(calls, WAKING))).isLessThan(7);
        }
    }

    private static double perRequest(Map<String, Integer> calls, String... names) {
        return (double) Arrays.stream(names)
                        .mapToInt(name -> calls.getOrDefault(name, 0))
                        .sum()
                / REQUESTS;
    }

    private static String[] namesBut(Map<String, Integer> calls, String unwanted) {
        return calls.keySet().stream().filter(name -> !name.equals(unwanted)).toArray(String[]::new);
    }

    private static String topic(ChildBroker broker, int batches, int records) {
        try (Scene scene = new Scene(broker.port())) {
            String topic = scene.topic(1);
            for (int i = 0; i < batches; i++) {
                assertThat(scene.call(Requests.produce(topic, records), Requests.PRODUCE_VERSION)
                                .text())
                        .isEqualTo("NONE");
            }
            return topic;
        }
    }

    private static Map<String, Integer> count(ChildBroker broker, RequestMessage request, int version, Path output)
            throws IOException, InterruptedException {
        try (Exchange exchange = new Exchange(broker.port(), request, version)) {
            exchange.times(REQUESTS);
            return SystemCalls.during(() -> exchange.times(REQUESTS), broker.pid(), output);
        }
    }
}
