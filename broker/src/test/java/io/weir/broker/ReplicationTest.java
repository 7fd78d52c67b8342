package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions with replicas on several brokers, and Kafka's own clients. */
@Timeout(120)
final class ReplicationTest {

    private static final Map<String, String> SETTINGS =
            Map.of("min.insync.replicas", "2", "replica.lag.time.max.ms", "3000");

    @TempDir
    private Path folder;

    private ClusterFixture cluster;

    @BeforeEach
    void start() {
        cluster = ClusterFixture.three(folder, SETTINGS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whatIsAcknowledgedIsOnTheOthersAndTheyLeadWhenALeaderStops() throws Exception {
        // given
        String first = cluster.broker(1).bootstrap();
        ClusterFixture.create(first, new NewTopic("orders", 3, (short) 3));
        ClusterFixture.await(() -> ClusterFixture.leaders(first, "orders").equals(Set.of(1, 2, 3)));
        ClusterFixture.produce(first, "orders", 0, 300);

        // when
        cluster.stop(3);

        // then: all is there, and more can be written
        ClusterFixture.await(() -> ClusterFixture.leaders(first, "orders").equals(Set.of(1, 2)));
        ClusterFixture.produce(first, "orders", 300, 300);
        assertThat(ClusterFixture.consume(first, "orders", "readers", 600))
                .containsExactlyInAnyOrderElementsOf(values(600));

        // when: it is back
        cluster.join(3);

        // then: it has what it missed, and is in sync
        ClusterFixture.await(() -> inSync(first, "orders", 3));

        // when: another one stops
        cluster.stop(2);
        ClusterFixture.produce(first, "orders", 600, 300);

        // then
        assertThat(ClusterFixture.consume(first, "orders", "others", 900))
                .containsExactlyInAnyOrderElementsOf(values(900));
    }

    private static List<String> values(int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add("value-" + i);
        }
        return values;
    }

    /** Whether all partitions have so many replicas in sync. */
    private static boolean inSync(String bootstrap, String topic, int replicas) {
        Set<Integer> sizes = new HashSet<>();
        ClusterFixture.partitions(bootstrap, topic)
                .forEach(partition -> sizes.add(partition.isr().size()));
        return sizes.equals(Set.of(replicas));
    }
}
