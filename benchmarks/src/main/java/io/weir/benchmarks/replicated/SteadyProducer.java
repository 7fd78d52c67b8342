package io.weir.benchmarks.replicated;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The official producer with its defaults, sending a record of 100 B every few milliseconds on a thread of its own. */
final class SteadyProducer implements AutoCloseable {

    private static final long EVERY_NS = 2_000_000;
    private static final long LOOK_EVERY_NS = 10_000_000;
    private static final int VALUE_BYTES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Gaps gaps = new Gaps();
    private final Thread thread = Thread.ofPlatform().name("steady").unstarted(this::run);
    private volatile boolean isClosed;

    private SteadyProducer(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    static SteadyProducer start(String bootstrap, String topic) {
        SteadyProducer steady = new SteadyProducer(
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer()),
                topic);
        steady.thread.start();
        return steady;
    }

    private void run() {
        byte[] value = new byte[VALUE_BYTES];
        while (!isClosed) {
            var _ = producer.send(new ProducerRecord<>(topic, value), (_, thrown) -> {
                if (thrown == null) {
                    gaps.acknowledged(System.nanoTime());
                } else if (!isClosed) {
                    failure.set(thrown);
                }
            });
            LockSupport.parkNanos(EVERY_NS);
        }
    }

    /** Goes on for so long. */
    void awaitAcknowledged(Duration time) {
        awaitAcknowledgedSince(System.nanoTime() + time.toNanos());
    }

    /** Waits for an acknowledgement at this time or later. */
    void awaitAcknowledgedSince(long ns) {
        long start = System.nanoTime();
        while (gaps.lastNs() - ns < 0) {
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("Sending failed: " + thrown, thrown);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("No acknowledgement within " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }

    /** The longest time between two acknowledgements of which the second came after this time. */
    long longestGapSince(long ns) {
        return gaps.longestSince(ns);
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
