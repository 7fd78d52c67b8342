package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that move no faster than they may, set and unset as kafka-reassign-partitions.sh does with --throttle (KIP-73). */
@Timeout(120)
final class ReplicationThrottleTest {

    private static final TopicPartition SLOW = new TopicPartition("slow", 0);
    private static final TopicPartition FREE = new TopicPartition("free", 0);

    @TempDir
    private Path folder;

    private ClusterFixture cluster;

    @BeforeEach
    void start() {
        cluster = ClusterFixture.three(
                folder, Map.of("auto.leader.rebalance.enable", "false", "weir.balance.enable", "false"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aThrottledPartitionWaitsAtTheLeaderAsAtTheFollowerUntilItMayMoveAndWhatIsInSyncNeverDoes() throws Exception {
        // given
        String bootstrap = cluster.broker(1).bootstrap();
        ClusterFixture.create(bootstrap, new NewTopic("slow", Map.of(0, List.of(1, 2))));
        ClusterFixture.create(bootstrap, new NewTopic("free", Map.of(0, List.of(1, 2))));
        ClusterFixture.produce(bootstrap, "slow", 0, 10);
        ClusterFixture.produce(bootstrap, "free", 0, 500);

        try (Admin admin = ClusterFixture.admin(bootstrap)) {
            // given: the leader's brokers send nothing of it
            Map<ConfigResource, List<ConfigEntry>> atLeader = throttle("leader", "0:1,0:2", 1, 2);
            alter(admin, atLeader, AlterConfigOp.OpType.SET);

            // when
            move(admin, SLOW, 1, 3);
            move(admin, FREE, 1, 3);
            ClusterFixture.await(() -> !moving(admin).contains(FREE));
            ClusterFixture.produce(bootstrap, "slow", 10, 10);

            // then
            assertThat(moving(admin)).containsExactly(SLOW);
            assertThat(inSync(bootstrap)).containsExactlyInAnyOrder(1, 2);

            // when
            alter(admin, atLeader, AlterConfigOp.OpType.DELETE);

            // then
            ClusterFixture.await(() -> moving(admin).isEmpty());
            assertThat(inSync(bootstrap)).containsExactlyInAnyOrder(1, 3);

            // given: it is to be copied to another, which takes nothing of it
            Map<ConfigResource, List<ConfigEntry>> atFollower = throttle("follower", "0:2", 2);
            alter(admin, atFollower, AlterConfigOp.OpType.SET);

            // when
            move(admin, SLOW, 1, 2);
            move(admin, FREE, 1, 2);
            ClusterFixture.await(() -> !moving(admin).contains(FREE));

            // then
            assertThat(moving(admin)).containsExactly(SLOW);

            // when
            alter(admin, atFollower, AlterConfigOp.OpType.DELETE);

            // then
            ClusterFixture.await(() -> moving(admin).isEmpty());
            assertThat(inSync(bootstrap)).containsExactlyInAnyOrder(1, 2);
            assertThat(ClusterFixture.consume(bootstrap, "slow", "readers", 20)).hasSize(20);
        }
    }

    @Test
    void aReplicaInSyncIsNotHeldBackThoughAllAreThrottled() throws Exception {
        // given
        String bootstrap = cluster.broker(1).bootstrap();
        ClusterFixture.create(
                bootstrap, new NewTopic("slow", Map.of(0, List.of(1, 2))).configs(Map.of("min.insync.replicas", "2")));

        try (Admin admin = ClusterFixture.admin(bootstrap)) {
            alter(admin, throttle("leader", "*", 1, 2), AlterConfigOp.OpType.SET);
            alter(admin, throttle("follower", "*", 1, 2), AlterConfigOp.OpType.SET);

            // when: each of these has to be on both
            ClusterFixture.produce(bootstrap, "slow", 0, 100);

            // then
            assertThat(ClusterFixture.consume(bootstrap, "slow", "readers", 100))
                    .hasSize(100);
            assertThat(inSync(bootstrap)).containsExactlyInAnyOrder(1, 2);
        }
    }

    private static Map<ConfigResource, List<ConfigEntry>> throttle(String side, String replicas, int... brokers) {
        Map<ConfigResource, List<ConfigEntry>> settings = new HashMap<>();
        settings.put(
                new ConfigResource(ConfigResource.Type.TOPIC, "slow"),
                List.of(new ConfigEntry(side + ".replication.throttled.replicas", replicas)));
        for (int broker : brokers) {
            settings.put(
                    new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)),
                    List.of(new ConfigEntry(side + ".replication.throttled.rate", "0")));
        }
        return settings;
    }

    private static void alter(Admin admin, Map<ConfigResource, List<ConfigEntry>> settings, AlterConfigOp.OpType how)
            throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        settings.forEach((resource, entries) -> changes.put(
                resource,
                new ArrayList<>(entries.stream()
                        .map(entry -> new AlterConfigOp(entry, how))
                        .toList())));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static void move(Admin admin, TopicPartition partition, Integer... brokers) throws Exception {
        admin.alterPartitionReassignments(
                        Map.of(partition, Optional.of(new NewPartitionReassignment(List.of(brokers)))))
                .all()
                .get();
    }

    private static Set<TopicPartition> moving(Admin admin) {
        try {
            return admin.listPartitionReassignments().reassignments().get().keySet();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> inSync(String bootstrap) {
        return ClusterFixture.partitions(bootstrap, "slow").getFirst().isr().stream()
                .map(Node::id)
                .toList();
    }
}
