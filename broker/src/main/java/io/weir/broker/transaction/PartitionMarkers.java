package io.weir.broker.transaction;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.log.AppendResult;
import io.weir.log.error.LogException;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes the ends of transactions into the partitions of this broker. */
public final class PartitionMarkers implements MarkerWriter {

    private final Partitions partitions;
    private final GroupCoordinator groups;
    private final CoordinatorTime time;

    public PartitionMarkers(Partitions partitions, GroupCoordinator groups, CoordinatorTime time) {
        this.time = time;
        this.partitions = partitions;
        this.groups = groups;
    }

    @Override
    public CompletableFuture<Map<TopicPartition, ErrorCode>> write(TransactionMarkers markers) {
        Map<TopicPartition, CompletableFuture<ErrorCode>> written = new HashMap<>();
        markers.partitions().forEach(partition -> written.put(partition, write(partition, markers.end())));
        return CompletableFuture.allOf(written.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> {
                    Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
                    written.forEach((partition, outcome) -> outcomes.put(partition, outcome.join()));
                    return outcomes;
                });
    }

    private CompletableFuture<ErrorCode> write(TopicPartition place, TransactionEnd end) {
        Partition partition = partitions.find(place.topic(), place.partition());
        if (partition == null) {
            return CompletableFuture.completedFuture(partitions.whyNotHere(place.topic(), place.partition()));
        }
        return place.topic().equals(InternalTopics.CONSUMER_OFFSETS)
                ? endInGroups(place.partition(), end)
                : append(partition, end);
    }

    private CompletableFuture<ErrorCode> endInGroups(int partition, TransactionEnd end) {
        return groups.endTransaction(partition, end).exceptionally(failure -> {
            ErrorCode error = CoordinatorException.errorOf(failure);
            return switch (error) {
                // Whoever writes markers knows partitions, and not who coordinates what is in them.
                case COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR ->
                    ErrorCode.NOT_LEADER_OR_FOLLOWER;
                default -> error;
            };
        });
    }

    private CompletableFuture<ErrorCode> append(Partition partition, TransactionEnd end) {
        CompletableFuture<ErrorCode> outcome = new CompletableFuture<>();
        try {
            int era = partition.era();
            AppendResult appended = partition.appendMarker(end.toBatch(time.wallClockMs()), end.transactionVersion());
            partition.whenKept(era, appended.lastOffset() + 1, Long.MAX_VALUE, outcome::complete);
        } catch (LogException e) {
            outcome.complete(e.errorCode());
        }
        return outcome;
    }
}
