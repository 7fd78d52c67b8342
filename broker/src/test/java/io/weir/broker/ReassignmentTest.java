package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that move from brokers to others, as Kafka's admin client asks for it. */
@Timeout(120)
final class ReassignmentTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path folder;

    private ClusterFixture cluster;

    @BeforeEach
    void start() {
        cluster = ClusterFixture.three(
                folder, Map.of("auto.leader.rebalance.enable", "false", "weir.balance.interval.ms", "200"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aPartitionIsOnOtherBrokersAfterwardsWithAllItsRecordsAndLedByThePreferredOne() throws Exception {
        // given
        String bootstrap = cluster.broker(3).bootstrap();
        ClusterFixture.create(bootstrap, new NewTopic("orders", Map.of(0, List.of(1, 2))));
        ClusterFixture.produce(bootstrap, "orders", 0, 500);

        try (Admin admin = ClusterFixture.admin(bootstrap)) {
            // when
            admin.alterPartitionReassignments(Map.of(ORDERS, to(3, 2))).all().get();
            ClusterFixture.produce(bootstrap, "orders", 500, 500);

            // then
            ClusterFixture.await(() -> nothingMoves(admin));
            TopicPartitionInfo moved = describe(admin);
            assertThat(moved.replicas()).extracting(Node::id).containsExactly(3, 2);
            assertThat(moved.isr()).extracting(Node::id).containsExactlyInAnyOrder(3, 2);
            assertThat(ClusterFixture.consume(bootstrap, "orders", "readers", 1_000))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000)
                            .mapToObj(i -> "value-" + i)
                            .toList());
            ClusterFixture.await(() -> folders(1).isEmpty());
            assertThat(folders(3)).containsExactly("orders-0");

            // when: it goes back to where it was, in another order
            admin.alterPartitionReassignments(Map.of(ORDERS, to(2, 1))).all().get();
            ClusterFixture.await(() -> nothingMoves(admin));
            Set<TopicPartition> elected = admin.electLeaders(ElectionType.PREFERRED, Set.of(ORDERS))
                    .partitions()
                    .get()
                    .keySet();

            // then
            assertThat(elected).containsExactly(ORDERS);
            assertThat(Objects.requireNonNull(describe(admin).leader()).id()).isEqualTo(2);
            ClusterFixture.await(() -> folders(1).contains("orders-0"));
            assertThat(ClusterFixture.consume(bootstrap, "orders", "others", 1_000))
                    .hasSize(1_000);
        }
    }

    @Test
    void whatCannotCompleteIsListedAndCanBeCancelled() throws Exception {
        // given
        String bootstrap = cluster.broker(1).bootstrap();
        ClusterFixture.create(bootstrap, new NewTopic("orders", Map.of(0, List.of(1, 2))));
        ClusterFixture.produce(bootstrap, "orders", 0, 10);
        cluster.stop(3);

        try (Admin admin = ClusterFixture.admin(bootstrap)) {
            // when
            admin.alterPartitionReassignments(Map.of(ORDERS, to(1, 3))).all().get();

            // then
            assertThat(admin.listPartitionReassignments().reassignments().get()).hasEntrySatisfying(ORDERS, moving -> {
                assertThat(moving.addingReplicas()).containsExactly(3);
                assertThat(moving.removingReplicas()).containsExactly(2);
            });

            // when
            admin.alterPartitionReassignments(Map.of(ORDERS, Optional.empty()))
                    .all()
                    .get();

            // then
            assertThat(nothingMoves(admin)).isTrue();
            assertThat(describe(admin).replicas()).extracting(Node::id).containsExactlyInAnyOrder(1, 2);
            assertThatThrownBy(() -> admin.alterPartitionReassignments(Map.of(ORDERS, Optional.empty()))
                            .all()
                            .get())
                    .hasCauseInstanceOf(NoReassignmentInProgressException.class);
        }
    }

    @Test
    void aNewBrokerIsFilledWithoutBeingAsked() throws Exception {
        // given
        String bootstrap = cluster.broker(1).bootstrap();
        ClusterFixture.create(bootstrap, new NewTopic("orders", 24, (short) 2));
        ClusterFixture.produce(bootstrap, "orders", 0, 500);

        // when
        cluster.join(4, "broker");

        // then
        try (Admin admin = ClusterFixture.admin(bootstrap)) {
            ClusterFixture.await(() -> folders(4).size() >= 9 && nothingMoves(admin));
        }
        assertThat(ClusterFixture.consume(bootstrap, "orders", "readers", 500)).hasSize(500);
    }

    private static Optional<NewPartitionReassignment> to(Integer... brokers) {
        return Optional.of(new NewPartitionReassignment(List.of(brokers)));
    }

    private static boolean nothingMoves(Admin admin) {
        try {
            return admin.listPartitionReassignments().reassignments().get().isEmpty();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TopicPartitionInfo describe(Admin admin) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of("orders"))
                        .allTopicNames()
                        .get()
                        .get("orders"))
                .partitions()
                .getFirst();
    }

    /** Of partitions of the topic, at a broker. */
    private List<String> folders(int nodeId) {
        try (Stream<Path> all = Files.list(folder.resolve("data-" + nodeId))) {
            return new ArrayList<>(all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("orders-"))
                    .filter(name -> !name.endsWith("-delete"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
