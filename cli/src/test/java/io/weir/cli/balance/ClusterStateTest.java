package io.weir.cli.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.balance.Move;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

final class ClusterStateTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final long BYTES = 1 << 20;

    @Test
    void whatAForgottenBrokerHadGoesToAnother() {
        // given: broker 3 has one of two copies, and is not registered
        ClusterState state = state(List.of(1, 2), List.of(1, 3), Set.of());

        // then
        assertThat(state.forgotten()).containsExactly(3);
        assertThat(state.plan(0.1)).containsExactly(new Move("orders", 0, List.of(1, 3), List.of(1, 2), BYTES));
    }

    @Test
    void whatABrokerThatIsToLeaveHasGoesToAnother() {
        // given
        ClusterState state = state(List.of(1, 2, 3), List.of(1, 3), Set.of(3));

        // then
        assertThat(state.forgotten()).isEmpty();
        assertThat(state.plan(0.1)).extracting(Move::to).containsExactly(List.of(1, 2));
    }

    @Test
    void aForgottenBrokersReplicaStaysWhereNobodyElseCouldHaveIt() {
        // then
        assertThat(state(List.of(1, 2), List.of(1, 2, 3), Set.of()).plan(0.1)).isEmpty();
    }

    /** One partition, led by the first of its replicas. */
    private static ClusterState state(List<Integer> brokers, List<Integer> replicas, Set<Integer> draining) {
        List<Node> nodes = Stream.of(1, 2, 3)
                .map(id -> brokers.contains(id) ? new Node(id, "localhost", 9090 + id) : new Node(id, "", -1))
                .toList();
        List<Node> having = replicas.stream().map(id -> nodes.get(id - 1)).toList();
        return new ClusterState(
                nodes.stream().filter(node -> brokers.contains(node.id())).toList(),
                1,
                Map.of(PARTITION, new TopicPartitionInfo(0, having.getFirst(), having, having)),
                Map.of(1, Map.of(PARTITION, BYTES)),
                Map.of(),
                draining);
    }
}
