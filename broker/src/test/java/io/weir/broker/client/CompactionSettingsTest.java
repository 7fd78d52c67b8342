package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The settings of compaction take effect while the broker runs. */
@Isolated
class CompactionSettingsTest {

    private static final ConfigResource THIS_BROKER = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final ConfigResource ALL_BROKERS = new ConfigResource(ConfigResource.Type.BROKER, "");
    private static final String PADDING = "-".repeat(1_000);
    private static final int RECORDS = 4_000;
    private static final long COMPACTED_BYTES = 2_000_000;

    /** Compaction that would take a month. */
    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(
            Map.of("node.id", "1", "log.cleaner.io.max.bytes.per.second", "1", "log.cleaner.backoff.ms", "3600000"));

    @Test
    void compactionGoesFasterWhenItMay() {
        // given
        TopicPartition partition = filled();
        set(ALL_BROKERS, "log.cleaner.backoff.ms", "50");
        long before = sizeBytes(partition);

        // when
        set(ALL_BROKERS, "log.cleaner.io.max.bytes.per.second", "1e9");

        // then
        assertThat(before).isGreaterThan(RECORDS * 1_000L);
        Await.until("it is compacted", () -> sizeBytes(partition) < COMPACTED_BYTES);

        // when this broker has a setting of its own
        set(THIS_BROKER, "log.cleaner.io.max.bytes.per.second", "2e9");
        set(ALL_BROKERS, "log.cleaner.io.max.bytes.per.second", "1");
        TopicPartition other = filled();

        // then
        Await.until("it goes by it", () -> sizeBytes(other) < COMPACTED_BYTES);
    }

    @Test
    void threadsComeAndGoAndStayOverARestart() {
        Await.until("one thread", () -> threads() == 1);

        set(THIS_BROKER, "log.cleaner.threads", "2");
        Await.until("a second thread", () -> threads() == 2);

        BROKER.running().restart();
        Await.until("two threads again", () -> threads() == 2);

        set(THIS_BROKER, "log.cleaner.threads", "1");
        Await.until("one thread is left", () -> threads() == 1);
    }

    @Test
    void whatKafkaRefusesIsRefused() {
        assertThatThrownBy(() -> set(THIS_BROKER, "log.cleaner.threads", "0"))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> set(THIS_BROKER, "log.cleaner.threads", "64"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("halved or doubled");
        assertThatThrownBy(() -> set(ALL_BROKERS, "log.cleaner.enable", "false"))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static TopicPartition filled() {
        Map<String, String> config =
                Map.of("cleanup.policy", "compact", "segment.bytes", "1048576", "min.cleanable.dirty.ratio", "0.1");
        TopicPartition partition = new TopicPartition(BROKER.topic(1, config), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(partition.topic(), "key-" + i % 7, PADDING));
            }
        }
        return partition;
    }

    private static long sizeBytes(TopicPartition partition) {
        return result(BROKER.admin().describeLogDirs(List.of(1)).allDescriptions()).get(1).values().stream()
                .mapToLong(folder -> folder.replicaInfos().get(partition).size())
                .sum();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("log-cleaner-"))
                .count();
    }

    private static void set(ConfigResource resource, String name, String value) {
        result(BROKER.admin()
                .incrementalAlterConfigs(
                        Map.of(resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET))))
                .all());
    }
}
