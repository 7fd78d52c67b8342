package io.weir.cli.bench;

import io.weir.cli.client.Failures;
import io.weir.cli.stats.Latencies;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends a load, each record when it is due: one that is sent late has waited, and that counts. */
final class Sending {

    private final Producer<byte[], byte[]> producer;
    private final Load load;
    private final Payload payload;
    private final Latencies acknowledged = new Latencies();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    Sending(Producer<byte[], byte[]> producer, Load load, Payload payload) {
        this.producer = producer;
        this.load = load;
        this.payload = payload;
    }

    /** Returns the nanoseconds until the last record was acknowledged or had failed. */
    long run(IntConsumer progress) {
        long startNanos = System.nanoTime();
        for (int i = 0; i < load.records(); i++) {
            long due = load.paced() ? awaitDue(startNanos + load.dueAfterNanos(i)) : System.nanoTime();
            Future<RecordMetadata> _ =
                    producer.send(new ProducerRecord<>(load.topic(), payload.value(i, due)), (_, failure) -> {
                        if (failure == null) {
                            acknowledged.record(System.nanoTime() - due);
                        } else {
                            failed.incrementAndGet();
                            firstFailure.compareAndSet("", Failures.explain(failure));
                        }
                    });
            progress.accept(i + 1);
        }
        producer.flush();
        return System.nanoTime() - startNanos;
    }

    private static long awaitDue(long dueNanos) {
        for (long wait = dueNanos - System.nanoTime(); wait > 0; wait = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return dueNanos;
    }

    Latencies acknowledged() {
        return acknowledged;
    }

    int failed() {
        return failed.get();
    }

    /** Empty when nothing failed. */
    String firstFailure() {
        return String.valueOf(firstFailure.get());
    }
}
