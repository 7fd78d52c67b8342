package io.weir.simulation.live;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One life of a producer: everything it sends has a value of its own and is recorded. */
final class Sending {

    private final String life;
    private final KafkaProducer<String, String> producer;
    private final Recorder recorder;
    private int values;
    private int transactions;

    Sending(String life, KafkaProducer<String, String> producer, Recorder recorder) {
        this.life = life;
        this.producer = producer;
        this.recorder = recorder;
    }

    void send(Place to, String transaction, String copyOf) {
        String value = life + ":" + values++;
        recorder.record(new Event.Sent(life, to, value, transaction, copyOf));
        var _ = producer.send(new ProducerRecord<>(to.topic(), to.partition(), null, value), (metadata, failure) -> {
            if (failure == null) {
                recorder.record(new Event.Acked(value, metadata.offset()));
            }
        });
    }

    /** Begins a transaction and gives its name. */
    String begin() {
        producer.beginTransaction();
        return life + "#" + transactions++;
    }

    void end(String transaction, boolean isCommit) {
        recorder.record(new Event.Ending(transaction, isCommit));
        if (isCommit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
        recorder.record(new Event.Ended(transaction, isCommit));
    }
}
