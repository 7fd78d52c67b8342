package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A broker that was stopped and started again is the same broker, to clients that waited and to new ones. */
@Execution(ExecutionMode.CONCURRENT)
class RestartTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of("auto.create.topics.enable", "false"));

    @Test
    void everythingIsKept() {
        TopicPartition partition = new TopicPartition(BROKER.topic(3, Map.of("retention.bytes", "1000000")), 1);
        String deleted = BROKER.topic();
        String group = BROKER.name("group");
        Reading.produce(BROKER, partition, 100);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(new AlterConfigOp(new ConfigEntry("flush.ms", "999"), AlterConfigOp.OpType.SET)),
                        brokers,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("log.cleaner.delete.retention.ms", "4242"), AlterConfigOp.OpType.SET))))
                .all());
        result(BROKER.admin()
                .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(40, "forty")))
                .all());
        result(BROKER.admin().deleteTopics(List.of(deleted)).all());
        TopicDescription before = describe(partition.topic());
        String clusterId = result(BROKER.admin().describeCluster().clusterId());

        BROKER.running().restart();

        assertThat(describe(partition.topic())).isEqualTo(before);
        assertThat(result(BROKER.admin().describeCluster().clusterId())).isEqualTo(clusterId);
        assertThatThrownBy(() -> describe(deleted)).isInstanceOf(UnknownTopicOrPartitionException.class);
        var config =
                result(BROKER.admin().describeConfigs(List.of(resource)).all()).get(resource);
        assertThat(config.get("retention.bytes").value()).isEqualTo("1000000");
        assertThat(config.get("flush.ms").value()).isEqualTo("999");
        assertThat(config.get("delete.retention.ms").value()).isEqualTo("4242");
        assertThat(result(BROKER.admin()
                                .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(55)))
                                .all())
                        .get(partition)
                        .offset())
                .isEqualTo(55);
        try (KafkaConsumer<String, String> consumer = BROKER.consumer("group.id", group)) {
            assertThat(consumer.committed(Set.of(partition)))
                    .containsEntry(partition, new OffsetAndMetadata(40, "forty"));
            consumer.subscribe(List.of(partition.topic()));
            assertThat(Reading.values(consumer, 60)).isEqualTo(Reading.values(40, 100));
        }
    }

    @Test
    void clientsGoOnAcrossRestarts() {
        String topic = BROKER.topic(2);
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = BROKER.name("group");
        KafkaConsumer<String, String> consumer = BROKER.consumer("group.id", group);
        try (Member member = new Member(consumer, it -> it.subscribe(List.of(topic)));
                KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int round = 0; round < 3; round++) {
                Reading.produce(producer, partition, 100 * round, 100 * (round + 1));
                BROKER.running().restart();
            }
            Reading.produce(producer, partition, 300, 400);

            Await.until(
                    "all records",
                    () -> member.records().stream()
                                    .map(record -> record.offset())
                                    .distinct()
                                    .count()
                            == 400);
        }
        // An idempotent producer wrote nothing twice.
        try (KafkaConsumer<String, String> reader = BROKER.consumer()) {
            reader.assign(List.of(partition));
            assertThat(Reading.values(reader, 400)).isEqualTo(Reading.values(0, 400));
        }
    }

    @Test
    void aProducerGoesOnWithATopicThatWasDeletedAndCreatedAgain() throws Exception {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("metadata.max.age.ms", 200)) {
            Reading.produce(producer, partition, 0, 10);

            result(BROKER.admin().deleteTopics(List.of(partition.topic())).all());
            Future<RecordMetadata> pending = producer.send(new ProducerRecord<>(partition.topic(), "first again"));
            BROKER.create(partition.topic(), 1, Map.of());

            assertThat(pending.get().offset()).isZero();
            assertThat(producer.send(new ProducerRecord<>(partition.topic(), "second"))
                            .get()
                            .offset())
                    .isEqualTo(1);
        }
    }

    @Test
    void aConsumerFindsWhatIsInATopicThatWasDeletedAndCreatedAgain() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, 10);
        try (KafkaConsumer<String, String> consumer = BROKER.consumer("metadata.max.age.ms", 200)) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 10)).isEqualTo(Reading.values(0, 10));

            result(BROKER.admin().deleteTopics(List.of(partition.topic())).all());
            BROKER.create(partition.topic(), 1, Map.of());
            Reading.produce(BROKER, partition, 3);

            assertThat(Reading.values(consumer, 3)).isEqualTo(Reading.values(0, 3));
        }
    }

    @Test
    void nobodyCreatesATopicByAccident() {
        String missing = BROKER.name("missing");
        try (KafkaProducer<String, String> producer = BROKER.producer("max.block.ms", 300)) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>(missing, "v")).get())
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> producer.partitionsFor(missing)).isInstanceOf(TimeoutException.class);
        }
        assertThat(result(BROKER.admin().listTopics().names())).doesNotContain(missing);
    }

    private static TopicDescription describe(String topic) {
        return result(BROKER.admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic);
    }
}
