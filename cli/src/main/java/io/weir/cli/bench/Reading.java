package io.weir.cli.bench;

import io.weir.cli.stats.Latencies;
import java.time.Duration;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a run's records back, until all were there or none has come for a while. */
final class Reading implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Payload payload;
    private final int expected;
    private final Duration patience;
    private final Latencies arrived = new Latencies();
    private final BitSet seen = new BitSet();
    private int twice;

    /** @param consumer that has its partitions, and knows where to begin */
    Reading(Consumer<byte[], byte[]> consumer, Payload payload, int expected, Duration patience) {
        this.consumer = consumer;
        this.payload = payload;
        this.expected = expected;
        this.patience = patience;
    }

    @Override
    public void run() {
        long lastNanos = System.nanoTime();
        while (seen.cardinality() < expected && System.nanoTime() - lastNanos < patience.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (payload.isOurs(record.value())) {
                    long now = System.nanoTime();
                    lastNanos = now;
                    take(record.value(), now);
                }
            }
        }
    }

    private void take(byte[] value, long now) {
        int index = Payload.index(value);
        if (seen.get(index)) {
            twice++;
        }
        seen.set(index);
        arrived.record(now - Payload.dueNanos(value));
    }

    Latencies arrived() {
        return arrived;
    }

    int missing() {
        return expected - seen.cardinality();
    }

    int twice() {
        return twice;
    }
}
