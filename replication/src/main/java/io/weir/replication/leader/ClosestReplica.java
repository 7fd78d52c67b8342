package io.weir.replication.leader;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Which replica a consumer in some rack had better read from than from the leader, as Kafka's {@code RackAwareReplicaSelector}
 * has it (KIP-392): none where the leader is in that rack, too; of several the one that has most.
 */
public final class ClosestReplica {

    private static final Comparator<ReadCandidate> BY_WHAT_IT_HAS = Comparator.comparingLong(ReadCandidate::end)
            .thenComparing(Comparator.comparingLong(ReadCandidate::lagMs).reversed())
            .thenComparingInt(ReadCandidate::nodeId);

    private ClosestReplica() {}

    /**
     * Chooses.
     *
     * @param racks where a broker stands, if it lives, is reached the way the consumer came, and says so
     */
    public static OptionalInt choose(
            String rack, int leader, List<ReadCandidate> candidates, IntFunction<Optional<String>> racks) {
        if (racks.apply(leader).filter(rack::equals).isPresent()) {
            return OptionalInt.empty();
        }
        return candidates.stream()
                .filter(one -> racks.apply(one.nodeId()).filter(rack::equals).isPresent())
                .max(BY_WHAT_IT_HAS)
                .map(one -> OptionalInt.of(one.nodeId()))
                .orElseGet(OptionalInt::empty);
    }
}
