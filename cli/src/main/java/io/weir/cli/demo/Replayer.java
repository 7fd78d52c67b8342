package io.weir.cli.demo;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Publishes the flights in their order: the first part at the pace of life, the rest at full speed. */
final class Replayer implements Runnable {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final List<Flight> flights;
    private final Pace pace;
    private final ClientErrors errors;
    private final Runnable betweenParts;

    private final AtomicInteger acked = new AtomicInteger();
    private volatile int sent;
    private volatile long fullSpeedAtNanos;
    private volatile long doneAtNanos;

    /**
     * A replay that waits to be run.
     *
     * @param betweenParts what to do when the paced part is acknowledged and before the rest goes out
     */
    Replayer(
            Producer<byte[], byte[]> producer,
            String topic,
            List<Flight> flights,
            Pace pace,
            ClientErrors errors,
            Runnable betweenParts) {
        this.producer = producer;
        this.topic = topic;
        this.flights = flights;
        this.pace = pace;
        this.errors = errors;
        this.betweenParts = betweenParts;
    }

    @Override
    public void run() {
        try {
            replay();
        } catch (RuntimeException e) {
            errors.add("publishing", e);
        }
    }

    private void replay() {
        long startNanos = System.nanoTime();
        for (int index = 0; index < flights.size() && errors.none(); index++) {
            if (pace.live(index)) {
                long dueNanos = startNanos + pace.dueAfterNanos(index);
                waitUntil(dueNanos);
                send(flights.get(index), pace.measured(index) ? List.of(DueHeader.of(dueNanos)) : List.of());
            } else {
                if (index == pace.liveEvents()) {
                    producer.flush();
                    betweenParts.run();
                    fullSpeedAtNanos = System.nanoTime();
                }
                send(flights.get(index), List.of());
            }
            sent = index + 1;
        }
        producer.flush();
        doneAtNanos = System.nanoTime();
    }

    private void send(Flight flight, List<Header> headers) {
        byte[] value = FlightCodec.value(flight);
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(topic, null, flight.leftAtMs(), FlightCodec.key(flight), value, headers);
        var _ = producer.send(event, (metadata, failure) -> {
            if (failure == null) {
                acked.incrementAndGet();
            } else {
                errors.add("publishing flight " + flight.id(), failure);
            }
        });
    }

    private static void waitUntil(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    int sent() {
        return sent;
    }

    int acked() {
        return acked.get();
    }

    /** When the second part began, on the clock of {@link System#nanoTime()}; 0 before. */
    long fullSpeedAtNanos() {
        return fullSpeedAtNanos;
    }

    /** When the last acknowledgement was in; 0 before. */
    long doneAtNanos() {
        return doneAtNanos;
    }
}
