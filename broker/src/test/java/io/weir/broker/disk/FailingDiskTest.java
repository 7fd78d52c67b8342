package io.weir.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.RunningBroker;
import io.weir.broker.wire.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a disk that fails or is full. */
@Timeout(120)
class FailingDiskTest {

    private static final int NODE = 1;
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private final FailingDisk disk = new FailingDisk();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        disk.breakAll(_ -> false);
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void aFailedFolderTakesItsOwnPartitionsOfflineAndNoOthers() throws Exception {
        // given partitions in two data folders
        Path good = folder.resolve("good");
        Path bad = folder.resolve("bad");
        String bootstrap = start(Map.of("log.dirs", good + "," + bad));
        Admin admin = opened(Admin.create(Map.of("bootstrap.servers", bootstrap)));
        create(admin, "topic", PARTITIONS);
        KafkaProducer<String, String> producer = producer(bootstrap);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(producer, "topic", partition);
        }
        Set<TopicPartition> lost = describe(admin, bad).replicaInfos().keySet();
        Set<TopicPartition> kept = describe(admin, good).replicaInfos().keySet();
        assertThat(lost).hasSize(PARTITIONS / 2);
        assertThat(kept).hasSize(PARTITIONS / 2);

        // when
        disk.breakAll(path -> path.startsWith(bad));

        // then who writes there first is told; a client asks for the metadata after that
        int first = lost.iterator().next().partition();
        assertThatThrownBy(() -> send(producer, "topic", first))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(KafkaStorageException.class);
        // and metadata says that nobody leads them
        KafkaConsumer<String, String> consumer = consumer(bootstrap);
        for (PartitionInfo info : consumer.partitionsFor("topic")) {
            boolean isLost = lost.contains(new TopicPartition(info.topic(), info.partition()));
            assertThat(info.leader() == null || info.leader().isEmpty())
                    .as("no leader of " + info)
                    .isEqualTo(isLost);
            assertThat(info.offlineReplicas()).hasSize(isLost ? 1 : 0);
        }
        // and so does the description of the folder
        assertThat(describe(admin, bad).error()).isInstanceOf(KafkaStorageException.class);
        assertThat(describe(admin, good).error()).isNull();
        // and others go on
        for (TopicPartition partition : kept) {
            send(producer, "topic", partition.partition());
        }
        consumer.assign(kept);
        assertThat(read(consumer, 2 * kept.size())).hasSize(2 * kept.size());
        // and new partitions go where they can live
        create(admin, "new", PARTITIONS);
        send(producer, "new", 3);
        assertThat(describe(admin, good).replicaInfos()).containsKey(new TopicPartition("new", 3));
    }

    @Test
    void aFullDiskRefusesRecordsServesReadsAndGoesOn() throws Exception {
        // given
        String bootstrap =
                start(Map.of("log.dirs", folder.resolve("data").toString(), "weir.reserved.bytes", "1048576"));
        Admin admin = opened(Admin.create(Map.of("bootstrap.servers", bootstrap)));
        create(admin, "topic", 1);
        KafkaProducer<String, String> producer = producer(bootstrap);
        send(producer, "topic", 0);

        // when
        disk.full(true);

        // then
        assertThatThrownBy(() -> send(producer, "topic", 0)).hasCauseInstanceOf(KafkaStorageException.class);
        assertThatThrownBy(() -> send(producer, "topic", 0)).hasCauseInstanceOf(KafkaStorageException.class);
        KafkaConsumer<String, String> consumer = consumer(bootstrap);
        consumer.assign(List.of(new TopicPartition("topic", 0)));
        assertThat(read(consumer, 1)).containsExactly("value");
        assertThat(describe(admin, folder.resolve("data")).error()).isNull();

        // when
        disk.full(false);

        // then
        Scene.until(() -> isTaken(producer));
        assertThat(read(consumer, 1)).containsExactly("value");
    }

    private String start(Map<String, String> properties) {
        return opened(RunningBroker.start(properties, disk.disk())).bootstrap();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static void create(Admin admin, String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get();
    }

    private static LogDirDescription describe(Admin admin, Path dataFolder) throws Exception {
        Map<String, LogDirDescription> folders = Objects.requireNonNull(
                admin.describeLogDirs(List.of(NODE)).allDescriptions().get().get(NODE));
        return Objects.requireNonNull(folders.get(dataFolder.toString()));
    }

    /** One that does not try again: the broker's first word counts. */
    private KafkaProducer<String, String> producer(String bootstrap) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "retries", "0", "enable.idempotence", "false", "max.block.ms", "10000");
        return opened(new KafkaProducer<>(config, new StringSerializer(), new StringSerializer()));
    }

    private KafkaConsumer<String, String> consumer(String bootstrap) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        return opened(new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer()));
    }

    private static void send(KafkaProducer<String, String> producer, String topic, int partition) throws Exception {
        var _ = producer.send(new ProducerRecord<>(topic, partition, "key", "value"))
                .get(30, TimeUnit.SECONDS);
    }

    private static boolean isTaken(KafkaProducer<String, String> producer) {
        try {
            send(producer, "topic", 0);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    private static List<String> read(KafkaConsumer<String, String> consumer, int count) {
        List<String> values = new ArrayList<>();
        Scene.until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            return values.size() >= count;
        });
        return values;
    }
}
