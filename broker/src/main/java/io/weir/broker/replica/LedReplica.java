package io.weir.broker.replica;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.partition.Partition;
import io.weir.log.ReadResult;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.error.LogException;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.replication.leader.Extent;
import io.weir.replication.leader.LedPartition;
import io.weir.replication.rate.Allowance;
import java.util.Optional;

/** A partition led here, as its followers read it: up to its end, whatever is safe of it. */
record LedReplica(Partition partition, CatchUp catchUp) implements LedPartition {

    private static final int NO_EPOCH = -1;

    @Override
    public boolean fetched(int nodeId, long brokerEpoch, FetchPartition position) {
        try {
            // Where the logs part below its end, it has less than it says.
            if (partition.checkLeaderEpoch(position.currentLeaderEpoch()) == ErrorCode.NONE
                    && position.fetchOffset() <= partition.logEndOffset()
                    && isSame(position)) {
                return partition
                        .others()
                        .fetched(nodeId, brokerEpoch, new Extent(position.logStartOffset(), position.fetchOffset()));
            }
            return true;
        } catch (LogException e) {
            // It is told when it reads.
            return true;
        }
    }

    @Override
    public PartitionData read(FetchPartition position, int maxBytes, boolean atLeastOneBatch) {
        ErrorCode epochError = partition.checkLeaderEpoch(position.currentLeaderEpoch());
        if (epochError != ErrorCode.NONE) {
            return failed(position, epochError);
        }
        try {
            PartitionData.Builder data = PartitionData.builder()
                    .partitionIndex(position.partition())
                    .logStartOffset(partition.logStartOffset())
                    .records(BufferPayload.EMPTY);
            if (!isSame(position)) {
                EpochEndOffset end = partition.endOffsetFor(position.lastFetchedEpoch());
                return data.highWatermark(partition.highWatermark().offset())
                        .divergingEpoch(FetchResponse.EpochEndOffset.builder()
                                .epoch(end.epoch())
                                .endOffset(Math.min(end.endOffset(), partition.logEndOffset()))
                                .build())
                        .build();
            }
            switch (partition.log().read(position.fetchOffset(), maxBytes, partition.logEndOffset(), atLeastOneBatch)) {
                case ReadResult.Data found -> {
                    partition
                            .traffic()
                            .add(
                                    TopicTraffic.Flow.REPLICATION_BYTES_OUT,
                                    found.payload().sizeBytes());
                    data.records(found.payload());
                }
                case ReadResult.OutOfRange range ->
                    data.errorCode(ErrorCode.OFFSET_OUT_OF_RANGE.code()).logStartOffset(range.logStartOffset());
            }
            return data.highWatermark(partition.highWatermark().offset()).build();
        } catch (LogException e) {
            return failed(position, e.errorCode());
        }
    }

    /** Whether all it has up to its position is also here. */
    private boolean isSame(FetchPartition position) {
        if (position.lastFetchedEpoch() == NO_EPOCH) {
            return true;
        }
        EpochEndOffset end = partition.endOffsetFor(position.lastFetchedEpoch());
        return end.isDefined()
                && end.epoch() == position.lastFetchedEpoch()
                && position.fetchOffset() <= end.endOffset();
    }

    private static PartitionData failed(FetchPartition position, ErrorCode error) {
        return PartitionData.builder()
                .partitionIndex(position.partition())
                .errorCode(error.code())
                .records(BufferPayload.EMPTY)
                .build();
    }

    @Override
    public Optional<Allowance> allowance(int nodeId) {
        return catchUp.of(partition, nodeId);
    }

    @Override
    public long endOffset() {
        return partition.logEndOffset();
    }

    @Override
    public long highWatermark() {
        return partition.highWatermark().offset();
    }

    @Override
    public void watch(Runnable watcher) {
        partition.watchEnd(watcher);
    }

    @Override
    public void watchHighWatermark(Runnable watcher) {
        partition.highWatermark().watch(watcher);
    }

    @Override
    public void unwatch(Runnable watcher) {
        partition.unwatch(watcher);
        partition.unwatchEnd(watcher);
    }
}
