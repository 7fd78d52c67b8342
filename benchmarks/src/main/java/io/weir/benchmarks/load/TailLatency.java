package io.weir.benchmarks.load;

import io.weir.benchmarks.stats.Latencies;
import io.weir.benchmarks.stats.Schedule;
import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.FetchAnswers;
import io.weir.benchmarks.wire.FetchRequests;
import io.weir.benchmarks.wire.Pacer;
import io.weir.benchmarks.wire.ProduceAnswers;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Records produced with {@code acks=all} to one partition at a steady rate, and readers that wait at its end: how long
 * it takes from when a record was due to be sent until a reader has it.
 *
 * <p>The first second warms up and is not counted.
 */
public final class TailLatency {

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 6;

    private final int readers;
    private final int requestsPerSecond;
    private final int recordsPerRequest;
    private final int valueBytes;
    private final Latencies latencies = new Latencies();
    private long delivered;

    public TailLatency(int readers, int requestsPerSecond, int recordsPerRequest, int valueBytes) {
        this.readers = readers;
        this.requestsPerSecond = requestsPerSecond;
        this.recordsPerRequest = recordsPerRequest;
        this.valueBytes = valueBytes;
    }

    /** Runs for the given time. */
    public void run(int port, String topic, Duration time) throws IOException {
        try (WireLoop loop = new WireLoop(port)) {
            for (int i = 0; i < readers; i++) {
                FetchRequests requests = new FetchRequests(topic, 0, 0);
                loop.connect(requests, new FetchAnswers(requests, (records, bytes, stampNs) -> {
                            delivered += records;
                            latencies.add(System.nanoTime() - stampNs);
                        }))
                        .send(System.nanoTime());
            }
            WireConnection producer = loop.connect(
                    ProduceRequests.stamped(
                            topic, 0, Batches.of(recordsPerRequest, valueBytes, Compression.NONE, SEED)),
                    new ProduceAnswers((connection, dueNs) -> {}));
            produceFor(WARM_UP, loop, producer);
            latencies.clear();
            produceFor(time, loop, producer);
        }
    }

    private void produceFor(Duration time, WireLoop loop, WireConnection producer) throws IOException {
        Schedule schedule = new Schedule(System.nanoTime(), requestsPerSecond);
        long count = schedule.countIn(time);
        long expected = delivered + count * recordsPerRequest * readers;
        try (Pacer pacer = new Pacer(schedule, count, List.of(producer))) {
            pacer.start();
            loop.runUntil(() -> pacer.isDone() && delivered >= expected, PATIENCE);
        }
    }

    /** Of what was measured. */
    public Latencies latencies() {
        return latencies;
    }

    /** Records handed to readers, those of the warm-up among them. */
    public long deliveredWithWarmUp() {
        return delivered;
    }
}
