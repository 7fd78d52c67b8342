package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exactly once, with the broker in a process of its own that is killed as by {@code kill -9}: a transaction ends one way
 * in all its partitions. A chain of consume, transform and produce is tortured in the simulation room.
 */
@Execution(ExecutionMode.CONCURRENT)
class ExactlyOnceTest {

    private static final int PARTITIONS = 3;

    /** The broker is killed so many microseconds after the commit was asked for. */
    @ParameterizedTest
    @ValueSource(ints = {0, 500, 2_000, 5_000, 20_000})
    void aCommitThatIsCutShortEndsOneWay(int killAfterMicros) throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            createTopic(broker, "out");
            boolean wasTold;
            try (KafkaProducer<String, String> producer = producer(broker, "cut")) {
                producer.initTransactions();
                transaction(producer, "first");
                producer.commitTransaction();

                transaction(producer, "second");
                producer.flush();
                AtomicBoolean done = new AtomicBoolean();
                Thread committer = Thread.ofPlatform().start(() -> {
                    producer.commitTransaction();
                    done.set(true);
                });
                LockSupport.parkNanos(killAfterMicros * 1_000L);
                broker.kill();
                broker.start();
                committer.join();
                wasTold = done.get();
            }

            List<String> read = readAll(broker, "out");
            assertThat(read).containsOnlyOnceElementsOf(expected("first"));
            // The client repeats what got no answer, so it always hears of the end.
            assertThat(wasTold).isTrue();
            assertThat(read).containsExactlyInAnyOrderElementsOf(both("first", "second"));
        }
    }

    @Test
    void whatAClientLeftOpenIsAbortedWhenTheNextTakesOver() throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            createTopic(broker, "out");
            KafkaProducer<String, String> dead = producer(broker, "heir");
            dead.initTransactions();
            transaction(dead, "open");
            dead.flush();

            broker.kill();
            broker.start();
            try (KafkaProducer<String, String> heir = producer(broker, "heir")) {
                heir.initTransactions();
                transaction(heir, "next");
                heir.commitTransaction();
            }
            dead.close(Duration.ZERO);

            assertThat(readAll(broker, "out")).containsExactlyInAnyOrderElementsOf(expected("next"));
        }
    }

    private static void transaction(KafkaProducer<String, String> producer, String name) {
        producer.beginTransaction();
        for (String value : expected(name)) {
            var _ = producer.send(new ProducerRecord<>("out", value));
        }
    }

    private static List<String> expected(String name) {
        return IntStream.range(0, 30).mapToObj(i -> name + "-" + i).toList();
    }

    private static List<String> both(String first, String second) {
        List<String> both = new ArrayList<>(expected(first));
        both.addAll(expected(second));
        return both;
    }

    private static void createTopic(BrokerProcess broker, String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            SharedBroker.result(admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                    .all());
        }
    }

    private static KafkaProducer<String, String> producer(BrokerProcess broker, String id) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "transactional.id", id,
                // Longer than a broker takes to be back, however busy the machine: its coordinator would abort by then.
                "transaction.timeout.ms", "120000",
                "max.block.ms", "120000",
                "reconnect.backoff.max.ms", "100",
                "linger.ms", "0");
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(BrokerProcess broker, String... more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "max.poll.records", "20",
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "200",
                "reconnect.backoff.max.ms", "100"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    /** All that is committed: up to the end, which the last stable offset reaches when no transaction is open. */
    private static List<String> readAll(BrokerProcess broker, String topic) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(broker, "max.poll.records", "1000")) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition(topic, i))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
