package io.weir.cli.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A member of a group that copies records of one topic to the same partitions of another in transactions, exactly once. */
final class Chain {

    private static final String NAME = "chain";
    private static final int MAX_POLLED = 100;

    private final String bootstrap;
    private final String from;
    private final String to;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::copy);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger copied = new AtomicInteger();
    private volatile boolean isOver;

    private Chain(String bootstrap, String from, String to) {
        this.bootstrap = bootstrap;
        this.from = from;
        this.to = to;
    }

    static Chain begin(String bootstrap, String from, String to) {
        Chain chain = new Chain(bootstrap, from, to);
        chain.thread.start();
        return chain;
    }

    void end() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    /** How many transactions were committed, as far as its producers know. */
    int transactions() {
        return transactions.get();
    }

    /** How many records they were. */
    int copied() {
        return copied.get();
    }

    /** The node id of who coordinates its transactions. */
    int coordinator() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeTransactions(List.of(NAME))
                    .description(NAME)
                    .get()
                    .coordinatorId();
        }
    }

    /**
     * Waits until each record that is in the one topic now is in the other, once and in order. Where that does not come to
     * pass, tells how far it is and what holds it up.
     */
    void awaitAllCopied(int partitions) throws InterruptedException, ExecutionException {
        Map<Integer, List<Integer>> inputs = NumberedRecords.read(bootstrap, from, partitions);
        try {
            TrialCluster.await(
                    () -> NumberedRecords.read(bootstrap, to, partitions).equals(inputs));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "of " + sizes(inputs) + " inputs " + sizes(NumberedRecords.read(bootstrap, to, partitions))
                            + " are copied; open are " + openTransactions(partitions),
                    e);
        }
    }

    private static List<Integer> sizes(Map<Integer, List<Integer>> values) {
        return values.values().stream().map(List::size).toList();
    }

    private String openTransactions(int partitions) throws InterruptedException, ExecutionException {
        List<TopicPartition> places = IntStream.range(0, partitions)
                .mapToObj(index -> new TopicPartition(to, index))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeProducers(places).all().get() + ", "
                    + admin.describeTransactions(List.of(NAME)).all().get();
        }
    }

    /** How often it had to begin with a new producer and consumer. */
    int begun() {
        return begun.get();
    }

    private void copy() {
        while (!isOver) {
            begun.incrementAndGet();
            try (KafkaProducer<String, String> producer = producer();
                    KafkaConsumer<String, String> consumer = consumer()) {
                producer.initTransactions();
                consumer.subscribe(List.of(from));
                while (!isOver) {
                    copy(consumer.poll(Duration.ofMillis(100)), producer, consumer);
                }
            } catch (KafkaException e) {
                System.out.println("Chain: begins anew: " + e);
            }
        }
    }

    private void copy(
            ConsumerRecords<String, String> records,
            KafkaProducer<String, String> producer,
            KafkaConsumer<String, String> consumer) {
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            var _ = producer.send(new ProducerRecord<>(to, record.partition(), "", record.value()));
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        transactions.incrementAndGet();
        copied.addAndGet(records.count());
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "acks", "all",
                        "transactional.id", NAME,
                        "transaction.timeout.ms", "10000",
                        "request.timeout.ms", "5000",
                        "reconnect.backoff.max.ms", "200"),
                new StringSerializer(),
                new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", NAME,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "max.poll.records", MAX_POLLED,
                        "session.timeout.ms", "6000",
                        "request.timeout.ms", "5000"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
