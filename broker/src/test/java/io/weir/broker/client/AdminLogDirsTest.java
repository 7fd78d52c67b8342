package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.RunningBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.ReplicaNotAvailableException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition moved between two folders of a broker by the official admin client, while a producer writes to it. */
class AdminLogDirsTest {

    private static final TopicPartition PARTITION = new TopicPartition("moving", 0);
    private static final TopicPartitionReplica REPLICA = new TopicPartitionReplica("moving", 0, 1);

    @TempDir
    private Path data;

    @Test
    void aPartitionGoesWhereItIsSentWhileItIsWrittenTo() throws Exception {
        String one = Files.createDirectory(data.resolve("one")).toString();
        String two = Files.createDirectory(data.resolve("two")).toString();
        try (RunningBroker broker = RunningBroker.start(Map.of("log.dirs", one + "," + two, "node.id", "1"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                KafkaProducer<String, String> producer = producer(broker)) {
            // given
            admin.createTopics(List.of(new NewTopic("moving", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            List<String> values =
                    IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
            send(producer, values.subList(0, 500));
            String from = folder(admin);
            String to = from.equals(one) ? two : one;

            // when
            admin.alterReplicaLogDirs(Map.of(REPLICA, to)).all().get(10, TimeUnit.SECONDS);
            send(producer, values.subList(500, 1_000));
            Await.until(
                    "the partition is in the other folder", () -> folder(admin).equals(to));

            // then
            try (KafkaConsumer<String, String> consumer = consumer(broker)) {
                consumer.assign(List.of(PARTITION));
                assertThat(Reading.values(consumer, 1_000)).isEqualTo(values);
            }
            assertThat(Path.of(from, "moving-0")).doesNotExist();
            assertThat(Path.of(to, "moving-0")).isDirectory();

            // when, then
            assertThatThrownBy(() -> admin.alterReplicaLogDirs(Map.of(REPLICA, "/nowhere"))
                            .all()
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LogDirNotFoundException.class);
            TopicPartitionReplica missing = new TopicPartitionReplica("later", 0, 1);
            assertThatThrownBy(() -> admin.alterReplicaLogDirs(Map.of(missing, from))
                            .all()
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ReplicaNotAvailableException.class);
            TopicPartitionReplica tooLong = new TopicPartitionReplica("x".repeat(230), 0, 1);
            assertThatThrownBy(() -> admin.alterReplicaLogDirs(Map.of(tooLong, from))
                            .all()
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InvalidTopicException.class);
        }
    }

    private static void send(KafkaProducer<String, String> producer, List<String> values) {
        values.forEach(value -> {
            var _ = producer.send(new ProducerRecord<>("moving", value));
        });
        producer.flush();
    }

    /** Where the partition is now; a copy on its way does not count. */
    private static String folder(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, LogDirDescription> folders =
                admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1);
        return folders.entrySet().stream()
                .filter(folder -> {
                    ReplicaInfo info = folder.getValue().replicaInfos().get(PARTITION);
                    return info != null && !info.isFuture();
                })
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static KafkaConsumer<String, String> consumer(RunningBroker broker) {
        StringDeserializer strings = new StringDeserializer();
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest"), strings, strings);
    }

    private static KafkaProducer<String, String> producer(RunningBroker broker) {
        StringSerializer strings = new StringSerializer();
        return new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrap()), strings, strings);
    }
}
