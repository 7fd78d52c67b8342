package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers of one cluster, and Kafka's own clients. */
@Timeout(120)
final class ClusterTest {

    @TempDir
    private Path folder;

    private ClusterFixture cluster;

    @BeforeEach
    void prepare() {
        cluster = new ClusterFixture(folder, Map.of());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aNodeThatWasAloneBecomesAClusterAndClientsFindTheirLeaders() throws Exception {
        // given: a broker that was alone, with records
        try (Broker alone = Broker.start(BrokerConfig.of(cluster.alone(1)))) {
            ClusterFixture.create(alone.bootstrap(), new NewTopic("before", 2, (short) 1));
            ClusterFixture.produce(alone.bootstrap(), "before", 0, 20);
        }

        // when
        cluster.found(1);
        cluster.join(2);
        cluster.join(3);

        // then: all three tell the same
        for (int id = 1; id <= 3; id++) {
            String bootstrap = cluster.broker(id).bootstrap();
            ClusterFixture.await(() -> ClusterFixture.nodeIds(bootstrap).equals(Set.of(1, 2, 3)));
        }

        // and: a topic asked for at a broker that is not the controller has leaders on all
        ClusterFixture.create(cluster.broker(3).bootstrap(), new NewTopic("orders", 6, (short) 1));
        ClusterFixture.await(() ->
                ClusterFixture.leaders(cluster.broker(2).bootstrap(), "orders").equals(Set.of(1, 2, 3)));
        ClusterFixture.produce(cluster.broker(2).bootstrap(), "orders", 0, 60);
        assertThat(ClusterFixture.consume(cluster.broker(1).bootstrap(), "orders", "readers", 60))
                .hasSize(60);
        assertThat(ClusterFixture.consume(cluster.broker(3).bootstrap(), "before", "readers", 20))
                .hasSize(20);

        // and: why a group has rebalanced is told by whoever is asked
        ConfigResource readers = new ConfigResource(ConfigResource.Type.GROUP, "readers-orders");
        try (Admin admin = ClusterFixture.admin(cluster.broker(2).bootstrap())) {
            for (int asked = 0; asked < 12; asked++) {
                Config config = Objects.requireNonNull(
                        admin.describeConfigs(List.of(readers)).all().get().get(readers));
                assertThat(config.get("weir.recent.rebalances")).isNotNull();
            }
        }

        // and: what belongs to another node is refused
        Map<String, String> twin = cluster.properties(2, 0);
        twin.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + cluster.internalPort(1));
        twin.put("log.dirs", folder.resolve("twin").toString());
        assertThatThrownBy(() -> Broker.start(BrokerConfig.of(twin)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("node.id");
    }

    @Test
    void aBrokerThatStopsLeadsNothingAndLeadsAgainWhenItIsBack() throws Exception {
        // given
        cluster.found(1);
        cluster.join(2, "broker");
        ClusterFixture.create(cluster.broker(1).bootstrap(), new NewTopic("orders", 4, (short) 1));
        ClusterFixture.produce(cluster.broker(1).bootstrap(), "orders", 0, 40);

        // when
        cluster.stop(2);

        // then: the other one knows at once
        assertThat(ClusterFixture.nodeIds(cluster.broker(1).bootstrap())).isEqualTo(Set.of(1));
        assertThat(ClusterFixture.leaders(cluster.broker(1).bootstrap(), "orders"))
                .containsExactlyInAnyOrder(1, -1);

        // when
        cluster.join(2, "broker");

        // then
        ClusterFixture.await(() ->
                ClusterFixture.leaders(cluster.broker(1).bootstrap(), "orders").equals(Set.of(1, 2)));
        assertThat(ClusterFixture.consume(cluster.broker(1).bootstrap(), "orders", "readers", 40))
                .hasSize(40);
    }

    @Test
    void aStartDoesNotWaitForANodeThatStandsStill() throws Exception {
        // given: one that takes connections, and answers nothing
        cluster.found(1);
        try (ServerSocket still = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> properties = cluster.properties(2, 0);
            properties.put(
                    "controller.quorum.bootstrap.servers",
                    "127.0.0.1:" + still.getLocalPort() + ",127.0.0.1:" + cluster.internalPort(1));

            // when
            long startNanos = System.nanoTime();
            try (Broker broker = Broker.start(BrokerConfig.of(properties))) {
                // then
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(20));
                assertThat(ClusterFixture.nodeIds(broker.bootstrap())).isEqualTo(Set.of(1, 2));
            }
        }
    }
}
