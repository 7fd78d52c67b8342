package io.weir.broker.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.broker.RunningBroker;
import io.weir.broker.wire.Scene;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Heap bytes a request, all threads together that this broker has started: what other tests have left running does not
 * count. What the compiler removes depends on how far it has come, so one of many windows has to be within the bound; nothing
 * is timed.
 */
@Isolated
final class AllocationTest {

    /** Measured: 7,800. */
    private static final long SMALL_PRODUCE_BYTES = 12_000;

    /** Measured: 8,300; the batch has more than 10,000. */
    private static final long LARGE_PRODUCE_BYTES = 12_000;

    /** Measured: 9,900; what is fetched has more than 10,000. */
    private static final long FETCH_BYTES = 15_000;

    private static final int WINDOWS = 20;
    private static final int REQUESTS = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The threads of others. Threads that carry virtual ones are among those a broker starts. */
    private static final Set<Long> OTHERS =
            Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());

    private static final RunningBroker BROKER = RunningBroker.start();
    private static String topic = "";

    @BeforeAll
    static void makeTopic() {
        try (Scene scene = new Scene(BROKER.port())) {
            topic = scene.topic(1);
            assertThat(scene.call(Requests.produce(topic, 600), Requests.PRODUCE_VERSION)
                            .text())
                    .isEqualTo("NONE");
        }
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void producingOneRecordAllocatesLittle() throws IOException {
        try (Exchange exchange = new Exchange(BROKER.port(), Requests.produce(topic, 1), Requests.PRODUCE_VERSION)) {
            assertBytesPerRequest(exchange, SMALL_PRODUCE_BYTES);
        }
    }

    /** Records are checked where they lie: what is allocated does not grow with them. */
    @Test
    void producingManyRecordsAllocatesNoMore() throws IOException {
        try (Exchange exchange = new Exchange(BROKER.port(), Requests.produce(topic, 600), Requests.PRODUCE_VERSION)) {
            assertBytesPerRequest(exchange, LARGE_PRODUCE_BYTES);
        }
    }

    /** Records go from the file to the socket, not over the heap. */
    @Test
    void fetchingAllocatesNothingForRecords() throws IOException {
        try (Exchange exchange = new Exchange(BROKER.port(), Requests.fetch(topic), Requests.FETCH_VERSION)) {
            assertThat(exchange.times(1)).isGreaterThan(10_000);
            assertBytesPerRequest(exchange, FETCH_BYTES);
        }
    }

    private static void assertBytesPerRequest(Exchange exchange, long bound) throws IOException {
        long found = bytesPerRequest(exchange, bound);
        assertThat(found).as("%,d bytes a request", found).isPositive().isLessThan(bound);
    }

    private static long bytesPerRequest(Exchange exchange, long enough) throws IOException {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS && least >= enough; window++) {
            long[] threads = Arrays.stream(THREADS.getAllThreadIds())
                    .filter(id -> !OTHERS.contains(id))
                    .toArray();
            long before = allocatedBy(threads);
            exchange.times(REQUESTS);
            least = Math.min(least, (allocatedBy(threads) - before) / REQUESTS);
        }
        return least;
    }

    private static long allocatedBy(long[] threads) {
        // Of a thread that has ended it says -1: then this window has too little, and the broker's do not end.
        return Arrays.stream(THREADS.getThreadAllocatedBytes(threads)).sum();
    }
}
