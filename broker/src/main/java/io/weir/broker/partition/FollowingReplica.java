package io.weir.broker.partition;

import io.weir.log.AppendResult;
import io.weir.log.error.AppendRejectedException;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * A partition that others lead, or nobody: what is safe is what a leader says.
 *
 * @param image the partition as the metadata have it
 * @param start of its log, below which nothing can be lost
 */
record FollowingReplica(
        PartitionId id, PartitionImage image, HighWatermark highWatermark, LongSupplier start, Runnable toTellLeader)
        implements Role, OtherReplicas.Nobody {

    @Override
    public int leaderEpoch() {
        return image.leaderEpoch();
    }

    @Override
    public boolean isInSync(int nodeId) {
        return image.isr().contains(nodeId);
    }

    @Override
    public void begin() {
        if (!highWatermark.isKnown()) {
            highWatermark.advance(start.getAsLong());
        }
    }

    @Override
    public AppendResult append(IntFunction<AppendResult> append) {
        throw notLedHere(id);
    }

    static AppendRejectedException notLedHere(PartitionId id) {
        return new AppendRejectedException(ErrorCode.NOT_LEADER_OR_FOLLOWER, id + " is led elsewhere");
    }

    @Override
    public void durable(long offset) {}

    @Override
    public boolean awaitsDisk() {
        return false;
    }

    @Override
    public void leaderTold(long offset) {
        highWatermark.advance(offset);
    }

    @Override
    public void tellLeader() {
        toTellLeader.run();
    }

    @Override
    public long retainFrom(long durableOffset) {
        return highWatermark.kept(durableOffset);
    }
}
