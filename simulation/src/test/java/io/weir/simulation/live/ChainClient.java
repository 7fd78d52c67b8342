package io.weir.simulation.live;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/** One worker of a chain: reads the input as a member of a group, and writes copies and its offsets in transactions. */
final class ChainClient {

    private final String bootstrap;
    private final String slot;
    private final Random random;
    private final Recorder recorder;

    ChainClient(String bootstrap, String slot, Random random, Recorder recorder) {
        this.bootstrap = bootstrap;
        this.slot = slot;
        this.random = random;
        this.recorder = recorder;
    }

    void run(String life, BooleanSupplier isOver) {
        Map<String, Object> member = Map.of(
                "group.id", Clients.GROUP,
                "max.poll.records", "40",
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "200");
        try (KafkaProducer<String, String> producer = Clients.transactionalProducer(bootstrap, slot);
                KafkaConsumer<String, String> consumer = Clients.consumer(bootstrap, member)) {
            producer.initTransactions();
            Sending sending = new Sending(life, producer, recorder);
            consumer.subscribe(List.of(Clients.IN), new Positions(life));
            try {
                while (!isOver.getAsBoolean()) {
                    copy(life, consumer, producer, sending);
                }
            } finally {
                producer.close(Duration.ZERO);
            }
        }
    }

    private void copy(
            String life,
            KafkaConsumer<String, String> consumer,
            KafkaProducer<String, String> producer,
            Sending sending) {
        ConsumerRecords<String, String> records = consumer.poll(Clients.POLL);
        if (records.isEmpty()) {
            return;
        }
        recorder.record(new Event.Polled(life, seen(records)));
        String transaction = sending.begin();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            sending.send(new Place(Clients.OUT, random.nextInt(Clients.PARTITIONS)), transaction, record.value());
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        offsets.forEach((from, offset) -> recorder.record(new Event.Committing(
                transaction, Clients.GROUP, new Place(from.topic(), from.partition()), offset.offset())));
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        boolean isCommit = random.nextInt(10) > 0;
        sending.end(transaction, isCommit);
        if (!isCommit) {
            goBack(life, consumer);
        }
    }

    /** What was aborted is read again, from what is committed. */
    private void goBack(String life, KafkaConsumer<String, String> consumer) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
        consumer.assignment().forEach(partition -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        });
        recorder.record(new Event.Positioned(life));
    }

    static List<Seen> seen(ConsumerRecords<String, String> records) {
        List<Seen> seen = new ArrayList<>();
        records.forEach(record ->
                seen.add(new Seen(new Place(record.topic(), record.partition()), record.offset(), record.value())));
        return seen;
    }

    private final class Positions implements ConsumerRebalanceListener {

        private final String life;

        Positions(String life) {
            this.life = life;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            recorder.record(new Event.Positioned(life));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            recorder.record(new Event.Positioned(life));
        }
    }
}
