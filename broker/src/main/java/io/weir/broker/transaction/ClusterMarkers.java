package io.weir.broker.transaction;

import io.weir.broker.transaction.TransactionPeers.Question;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ends of transactions into partitions wherever they are led. Where nobody leads one now, or its leader does not
 * answer, that is no outcome, and the coordinator tries again.
 */
record ClusterMarkers(Leaders leaders, MarkerWriter local, TransactionPeers peers) implements MarkerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMarkers.class);

    @Override
    public CompletableFuture<Map<TopicPartition, ErrorCode>> write(TransactionMarkers markers) {
        Map<TopicPartition, ErrorCode> known = new HashMap<>();
        Map<Integer, Set<TopicPartition>> byLeader = new HashMap<>();
        for (TopicPartition place : markers.partitions()) {
            int leader = leaders.of(place.topic(), place.partition());
            if (leader == Leaders.NO_PARTITION) {
                known.put(place, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            } else if (leader >= 0) {
                byLeader.computeIfAbsent(leader, _ -> new HashSet<>()).add(place);
            }
        }
        CompletableFuture<Map<TopicPartition, ErrorCode>> all = CompletableFuture.completedFuture(known);
        for (Map.Entry<Integer, Set<TopicPartition>> led : byLeader.entrySet()) {
            all = all.thenCombine(
                    writeAt(led.getKey(), new TransactionMarkers(markers.end(), led.getValue())),
                    (before, outcomes) -> {
                        before.putAll(outcomes);
                        return before;
                    });
        }
        return all;
    }

    private CompletableFuture<Map<TopicPartition, ErrorCode>> writeAt(int leader, TransactionMarkers markers) {
        if (leaders.isHere(leader)) {
            return local.write(markers);
        }
        return peers.ask(leader, Question.END, MarkersWire.encode(markers))
                .thenApply(MarkersWire::decodeOutcomes)
                .thenApply(outcomes -> {
                    // It may not have heard of a new topic yet; this broker has, and it is this one that decides.
                    outcomes.replaceAll((_, error) ->
                            error == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION ? ErrorCode.NOT_LEADER_OR_FOLLOWER : error);
                    return outcomes;
                })
                .exceptionally(failure -> {
                    LOG.debug("Broker {} was not reached with markers of {}", leader, markers.end(), failure);
                    return Map.of();
                });
    }
}
