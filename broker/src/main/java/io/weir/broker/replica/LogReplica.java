package io.weir.broker.replica;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.partition.Partition;
import io.weir.log.AppendRequest;
import io.weir.log.PartitionLog;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.replication.follower.ReplicaLog;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The log of a partition that follows a leader in one leader epoch. Nothing is changed once it has ended. */
final class LogReplica implements ReplicaLog {

    private final Partition partition;
    private final PartitionLog log;
    private final int leaderEpoch;
    private final BooleanSupplier isThrottled;
    private final ReentrantLock changing = new ReentrantLock();
    private boolean hasEnded;

    LogReplica(Partition partition, int leaderEpoch, BooleanSupplier isThrottled) {
        this.partition = partition;
        this.log = partition.log();
        this.leaderEpoch = leaderEpoch;
        this.isThrottled = isThrottled;
    }

    @Override
    public long startOffset() {
        return log.logStartOffset();
    }

    @Override
    public long endOffset() {
        return log.logEndOffset();
    }

    @Override
    public int lastEpoch() {
        return log.latestEpoch().orElse(NO_EPOCH);
    }

    @Override
    public long endOffsetFor(int epoch) {
        return log.endOffsetFor(epoch).endOffset();
    }

    @Override
    public void truncateTo(long offset) {
        change(() -> {
            log.truncateTo(offset);
            partition.truncated(offset);
        });
    }

    @Override
    public void startOverAt(long offset) {
        change(() -> {
            log.truncateFullyAndStartAt(offset);
            partition.truncated(offset);
        });
    }

    @Override
    public void append(ByteBuffer batches) {
        // Together they may be more than a segment takes; each of them has fitted in one of the leader's.
        int maxBytes = log.config().segment().maxBytes();
        int start = batches.position();
        int end = start;
        for (RecordBatch batch : RecordBatches.of(batches)) {
            if (end > start && end - start + batch.sizeBytes() > maxBytes) {
                appendOne(batches.slice(start, end - start));
                start = end;
            }
            end += batch.sizeBytes();
        }
        appendOne(batches.slice(start, end - start));
    }

    private void appendOne(ByteBuffer batches) {
        change(() -> {
            int bytes = batches.remaining();
            var _ = log.append(batches, AppendRequest.replicated(leaderEpoch));
            partition.traffic().add(TopicTraffic.Flow.REPLICATION_BYTES_IN, bytes);
        });
    }

    @Override
    public void deleteBefore(long offset) {
        change(() -> {
            boolean _ = log.advanceLogStartOffset(offset);
        });
    }

    @Override
    public boolean isAwaited() {
        return partition.isWatched();
    }

    @Override
    public boolean isThrottled() {
        return isThrottled.getAsBoolean();
    }

    @Override
    public long highWatermark() {
        return partition.highWatermark().offset();
    }

    @Override
    public void highWatermark(long offset) {
        change(() -> partition.leaderTold(offset));
    }

    private void change(Runnable change) {
        changing.lock();
        try {
            if (!hasEnded) {
                change.run();
            }
        } finally {
            changing.unlock();
        }
    }

    /** Nothing is changed once this returns. */
    void end() {
        changing.lock();
        try {
            hasEnded = true;
        } finally {
            changing.unlock();
        }
    }
}
