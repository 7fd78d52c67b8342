package io.weir.console.moves;

import io.weir.metadata.balance.Move;
import io.weir.metadata.balance.Placed;
import io.weir.metadata.balance.Planner;
import io.weir.metadata.controller.Caretaker;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What the balancer would move now.
 *
 * @param total how many steps there are; at most 500 are listed
 */
record Plan(int total, List<Step> steps) {

    /** A bound on the work, too: each step to evenness looks at all partitions. */
    private static final int MAX_STEPS = 500;

    /** @param bytes that have to be copied */
    record Step(String topic, int partition, List<Integer> from, List<Integer> to, long bytes, String reason) {}

    /** The brokers that are to have nothing any more, and why. */
    private record Leaving(Set<Integer> drained, Set<Integer> forgotten) {

        Set<Integer> all() {
            return Stream.concat(drained.stream(), forgotten.stream()).collect(Collectors.toSet());
        }

        Optional<String> reason(List<Integer> nodeIds) {
            return named(nodeIds, forgotten, " is forgotten").or(() -> named(nodeIds, drained, " is drained"));
        }

        private static Optional<String> named(List<Integer> nodeIds, Set<Integer> leaving, String why) {
            return nodeIds.stream().filter(leaving::contains).findFirst().map(id -> "broker " + id + why);
        }
    }

    /** @param tolerance how far a broker may be from the mean, as a share of it */
    static Plan of(MetadataImage image, double tolerance, ToLongFunction<TopicPartition> bytes) {
        Leaving leaving = new Leaving(Caretaker.draining(image), Caretaker.forgotten(image));
        List<Move> moves = new Planner(Caretaker.members(image, leaving.all()), settled(image, bytes))
                .empty(leaving.all())
                .even(tolerance, MAX_STEPS)
                .moves();
        return new Plan(
                moves.size(),
                moves.stream().limit(MAX_STEPS).map(move -> step(move, leaving)).toList());
    }

    /** What has no leader cannot be copied, and what is on its way is not planned anew. */
    private static List<Placed> settled(MetadataImage image, ToLongFunction<TopicPartition> bytes) {
        List<Placed> settled = new ArrayList<>();
        for (TopicImage topic : image.topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                if (partition.leader() >= 0 && !partition.reassignment().isInProgress()) {
                    long size = bytes.applyAsLong(new TopicPartition(topic.name(), partition.partitionId()));
                    settled.add(new Placed(topic.name(), partition.partitionId(), partition.replicas(), size, 0));
                }
            }
        }
        return settled;
    }

    private static Step step(Move move, Leaving leaving) {
        List<Integer> left =
                move.from().stream().filter(id -> !move.to().contains(id)).toList();
        String reason = leaving.reason(left)
                .orElseGet(() -> left.stream().map(id -> "broker " + id).collect(Collectors.joining(" and "))
                        + (left.size() == 1 ? " has more than its share" : " have more than their share"));
        return new Step(move.topic(), move.partition(), move.from(), move.to(), move.bytes(), reason);
    }
}
