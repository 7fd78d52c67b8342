package io.weir.broker.partition;

import io.weir.log.AppendResult;
import io.weir.log.PartitionLog;
import java.util.function.IntFunction;

/** A partition with one replica: what is on this disk is safe. */
record SoleReplica(int leaderEpoch, PartitionLog log, HighWatermark highWatermark)
        implements Role, OtherReplicas.Nobody {

    @Override
    public void begin() {
        if (!highWatermark.isKnown()) {
            highWatermark.advance(log.durableOffset());
        }
    }

    /** What waited for others is safe once it is on this disk, and no later flush may come to tell. */
    void takeOver() {
        if (highWatermark.isKnown() && log.failure().isEmpty()) {
            highWatermark.advance(log.durableOffset());
        }
    }

    @Override
    public AppendResult append(IntFunction<AppendResult> append) {
        return append.apply(leaderEpoch);
    }

    @Override
    public boolean awaitsDisk() {
        return true;
    }

    @Override
    public void durable(long offset) {
        highWatermark.advance(offset);
    }

    @Override
    public long retainFrom(long durableOffset) {
        return durableOffset;
    }
}
