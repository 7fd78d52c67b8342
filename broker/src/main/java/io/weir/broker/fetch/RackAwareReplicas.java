package io.weir.broker.fetch;

import io.weir.metadata.image.ClusterImage;
import io.weir.replication.leader.ClosestReplica;
import io.weir.replication.leader.ReadCandidate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Sends consumers to a replica in their own rack, where there is one that lives and has what they read (KIP-392). */
public record RackAwareReplicas(int self, Supplier<ClusterImage> cluster) implements ReadReplicas {

    /** The name Kafka has for it in {@code replica.selector.class}. */
    public static final String SELECTOR = "org.apache.kafka.common.replica.RackAwareReplicaSelector";

    @Override
    public OptionalInt elsewhere(
            String rack, String listener, long offset, LongFunction<List<ReadCandidate>> followers) {
        if (rack.isEmpty()) {
            return OptionalInt.empty();
        }
        ClusterImage now = cluster.get();
        return ClosestReplica.choose(rack, self, followers.apply(offset), id -> rack(now, id, listener));
    }

    private static Optional<String> rack(ClusterImage cluster, int nodeId, String listener) {
        return cluster.broker(nodeId)
                .filter(broker -> !broker.fenced() && broker.endpoint(listener).isPresent())
                .flatMap(broker -> broker.rack());
    }
}
