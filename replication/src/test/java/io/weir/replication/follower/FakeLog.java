package io.weir.replication.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A log: the epoch of each record. */
final class FakeLog implements ReplicaLog {
    final List<Integer> epochs = new ArrayList<>();
    long start;
    long highWatermark = -1;
    boolean isBroken;
    boolean isAwaited;
    boolean isThrottled;

    @Override
    public boolean isAwaited() {
        return isAwaited;
    }

    @Override
    public boolean isThrottled() {
        return isThrottled;
    }

    @Override
    public long highWatermark() {
        return highWatermark;
    }

    @Override
    public long startOffset() {
        return start;
    }

    @Override
    public long endOffset() {
        return start + epochs.size();
    }

    @Override
    public int lastEpoch() {
        return epochs.isEmpty() ? NO_EPOCH : epochs.getLast();
    }

    @Override
    public long endOffsetFor(int epoch) {
        return start + epochs.stream().filter(one -> one <= epoch).count();
    }

    @Override
    public void truncateTo(long offset) {
        epochs.subList((int) (offset - start), epochs.size()).clear();
    }

    @Override
    public void startOverAt(long offset) {
        epochs.clear();
        start = offset;
    }

    @Override
    public void append(ByteBuffer batches) {
        if (isBroken) {
            throw new IllegalStateException("The disk is broken");
        }
        for (RecordBatch batch : RecordBatches.of(batches)) {
            assertThat(batch.baseOffset()).isEqualTo(endOffset());
            epochs.addAll(
                    Collections.nCopies((int) (batch.nextOffset() - batch.baseOffset()), batch.partitionLeaderEpoch()));
        }
    }

    @Override
    public void deleteBefore(long offset) {
        epochs.subList(0, (int) (offset - start)).clear();
        start = offset;
    }

    @Override
    public void highWatermark(long offset) {
        highWatermark = offset;
    }
}
