package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What was acknowledged is there after kill -9, in order, and once. */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {

    private static final int PARTITIONS = 3;
    private static final int RECORDS = 30_000;
    private static final String TOPIC = "kept";

    @Test
    void recordsSurviveOnceAndInOrderWhileTheirProducerGoesOn() throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            createTopic(broker);
            Set<Integer> acked = ConcurrentHashMap.newKeySet();
            AtomicInteger failed = new AtomicInteger();
            try (KafkaProducer<String, String> producer = producer(broker)) {
                Thread sender = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < RECORDS; i++) {
                        int number = i;
                        var _ = producer.send(
                                new ProducerRecord<>(TOPIC, number % PARTITIONS, null, "value-" + number),
                                (_, failure) -> {
                                    if (failure == null) {
                                        acked.add(number);
                                    } else {
                                        failed.incrementAndGet();
                                    }
                                });
                        if (number % 100 == 0) {
                            // Else all would be sent before the first kill.
                            producer.flush();
                        }
                    }
                });
                for (int kills = 1; kills <= 2; kills++) {
                    int enough = RECORDS / 3 * kills;
                    Await.until(enough + " acks", () -> acked.size() >= enough);
                    broker.kill();
                    broker.start();
                }
                sender.join();
                producer.flush();
            }

            assertThat(failed).hasValue(0);
            assertThat(acked).hasSize(RECORDS);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(Reading.values(readAll(broker, partition))).isEqualTo(expected(partition));
            }
        }
    }

    @Test
    void topicsSettingsAndCommitsSurvive() throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            createTopic(broker);
            TopicPartition partition = new TopicPartition(TOPIC, 1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
            Uuid id;
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                SharedBroker.result(admin.incrementalAlterConfigs(Map.of(
                                resource,
                                List.of(new AlterConfigOp(
                                        new ConfigEntry("retention.bytes", "123456"), AlterConfigOp.OpType.SET))))
                        .all());
                SharedBroker.result(admin.createTopics(List.of(new NewTopic("gone", 1, (short) 1)))
                        .all());
                SharedBroker.result(admin.deleteTopics(List.of("gone")).all());
                id = topicId(admin);
            }
            try (KafkaConsumer<String, String> consumer = consumer(broker)) {
                consumer.assign(List.of(partition));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(77, "a note")));
            }

            broker.kill();
            broker.start();

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                assertThat(topicId(admin)).isEqualTo(id);
                assertThat(SharedBroker.result(admin.listTopics().names())).containsExactly(TOPIC);
                assertThat(SharedBroker.result(
                                        admin.describeConfigs(List.of(resource)).all())
                                .get(resource)
                                .get("retention.bytes")
                                .value())
                        .isEqualTo("123456");
            }
            try (KafkaConsumer<String, String> consumer = consumer(broker)) {
                assertThat(consumer.committed(Set.of(partition)))
                        .containsEntry(partition, new OffsetAndMetadata(77, "a note"));
            }
        }
    }

    private static void createTopic(BrokerProcess broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            SharedBroker.result(admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all());
        }
    }

    private static Uuid topicId(Admin admin) {
        return SharedBroker.result(admin.describeTopics(List.of(TOPIC)).allTopicNames())
                .get(TOPIC)
                .topicId();
    }

    private static KafkaProducer<String, String> producer(BrokerProcess broker) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrap(), "reconnect.backoff.max.ms", 100, "retry.backoff.ms", 20);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(BrokerProcess broker) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "group.id",
                "group",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static List<ConsumerRecord<String, String>> readAll(BrokerProcess broker, int partition) {
        TopicPartition all = new TopicPartition(TOPIC, partition);
        try (KafkaConsumer<String, String> consumer = consumer(broker)) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            return Reading.records(
                    consumer, consumer.endOffsets(List.of(all)).get(all).intValue());
        }
    }

    private static List<String> expected(int partition) {
        List<String> values = new ArrayList<>();
        for (int i = partition; i < RECORDS; i += PARTITIONS) {
            values.add("value-" + i);
        }
        return values;
    }
}
