package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes and the members of a share group, while brokers are killed: every acknowledged record reaches one. */
@Tag("kills")
@Timeout(600)
final class KilledSharersTest {

    private static final String TOPIC = "shared";
    private static final String GROUP = "sharers";
    private static final int PARTITIONS = 6;
    private static final int MEMBERS = 2;
    private static final int BETWEEN_KILLS = 1_000;

    @TempDir
    private Path root;

    private TrialCluster cluster;
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    @BeforeEach
    void start() throws Exception {
        cluster = TrialCluster.start(root);
        cluster.createTopic(TOPIC, PARTITIONS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        isOver = true;
        cluster.close();
    }

    @Test
    void noRecordIsLostWhoeverIsKilled() throws Exception {
        // given
        NumberedRecords records = NumberedRecords.begin(cluster.bootstrap(), TOPIC, PARTITIONS, Duration.ofMillis(2));
        List<Thread> sharers = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            sharers.add(Thread.ofPlatform().name("sharer-" + i).start(this::share));
        }
        awaitMore();

        // when each broker is killed, one after the other, and started again
        for (Member member : cluster.members()) {
            cluster.kill(member);
            awaitMore();
            var _ = member.start(false);
            TrialCluster.await(() -> member.process().isPresent());
            cluster.awaitAllInSync(TOPIC);
        }
        records.end();

        // then
        Set<Integer> acknowledged = records.acknowledged();
        assertThat(acknowledged).hasSizeGreaterThan(BETWEEN_KILLS);
        TrialCluster.await(() -> seen.containsAll(acknowledged));
        isOver = true;
        for (Thread sharer : sharers) {
            sharer.join();
        }
    }

    private void awaitMore() {
        int enough = seen.size() + BETWEEN_KILLS;
        TrialCluster.await(() -> seen.size() >= enough);
    }

    private void share() {
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "group.id", GROUP, "reconnect.backoff.max.ms", "200"),
                new StringDeserializer(),
                new StringDeserializer());
        try {
            consumer.subscribe(Set.of(TOPIC));
            while (!isOver) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(Integer.valueOf(record.value())));
            }
        } finally {
            // It waits for a broker that has gone as long as it may.
            consumer.close(Duration.ofSeconds(1));
        }
    }
}
