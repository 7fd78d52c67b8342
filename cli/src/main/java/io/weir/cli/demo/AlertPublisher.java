package io.weir.cli.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends alerts to their topic, keyed by airport. Threads may share it. */
final class AlertPublisher implements Consumer<Alert> {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ClientErrors errors;
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicReference<String> latest = new AtomicReference<>("");

    AlertPublisher(Producer<byte[], byte[]> producer, String topic, ClientErrors errors) {
        this.producer = producer;
        this.topic = topic;
        this.errors = errors;
    }

    @Override
    public void accept(Alert alert) {
        published.incrementAndGet();
        if (alert.kind() == Alert.Kind.RAISED) {
            latest.set(alert.airport());
        }
        var _ = producer.send(new ProducerRecord<>(topic, alert.key(), alert.value()), (metadata, failure) -> {
            if (failure != null) {
                errors.add("publishing an alert for " + alert.airport(), failure);
            }
        });
    }

    /** Waits until everything sent so far is acknowledged; a group does this before it commits. */
    void flush() {
        producer.flush();
    }

    int published() {
        return published.get();
    }

    /** The airport that last raised an alert, or an empty text. */
    String latestAirport() {
        return latest.get();
    }
}
