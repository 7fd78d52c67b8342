package io.weir.log.recovery;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.segment.ForceMark;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.log.segment.SegmentRecovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the segments of a log that was not closed. What a crash tore goes, and all that came after it: nothing behind a
 * hole was acknowledged, because a flush covers all that was appended before it. What is left is forced, so that it can
 * be promised again.
 */
final class CrashRecovery {

    private final int indexIntervalBytes;
    private final RecoveryListener listener;
    private LeaderEpochs epochs;
    private long nextOffset;
    private List<Segment> recovered = List.of();
    private boolean batchesOnly;

    CrashRecovery(int indexIntervalBytes, LeaderEpochs epochs, RecoveryListener listener) {
        this.listener = listener;
        this.indexIntervalBytes = indexIntervalBytes;
        this.epochs = epochs;
    }

    /** Returns the segments that are left; none when all were lost. */
    List<Segment> recover(SegmentList found, long recoveryPoint) throws IOException {
        // The segment that ends at the recovery point may have been completed later: its indexes may not be whole.
        int first = found.indexFor(recoveryPoint - 1);
        List<Segment> kept = new ArrayList<>(found.segments().subList(0, first));
        boolean torn = false;
        for (int i = first; i < found.size(); i++) {
            Segment segment = found.get(i);
            boolean detached = i > first && isDetached(segment, recoveryPoint);
            if (torn || detached) {
                listener.on(new RecoveryEvent.SegmentDropped(
                        segment.path(), nextOffset, RecoveryEvent.Reason.FOLLOWS_TORN_TAIL));
                segment.files().markDeleted();
                segment.files().discard();
                torn = true;
                continue;
            }
            torn = recoverOne(segment, recoveryPoint);
            kept.add(segment);
        }
        for (Segment segment : kept.subList(first, Math.max(first, kept.size() - 1))) {
            segment.seal();
        }
        recovered = kept.subList(first, kept.size());
        // One whole segment with nothing above the recovery point: its indexes and names are as durable as they were.
        batchesOnly = !torn && kept.size() == first + 1 && nextOffset <= recoveryPoint;
        return kept;
    }

    /**
     * Forces what was checked, so that it can be promised again: the process may have been killed between a change and
     * its flush. Returns whether names have to be forced as well.
     */
    boolean force() throws IOException {
        for (Segment segment : recovered) {
            segment.assumeUnforced(!batchesOnly);
            Optional<ForceMark> mark = segment.beginForce();
            if (mark.isPresent()) {
                mark.get().force();
                mark.get().done();
            }
        }
        return !batchesOnly;
    }

    LeaderEpochs epochs() {
        return epochs;
    }

    /** Offset after the last good batch. */
    long nextOffset() {
        return nextOffset;
    }

    /**
     * Segments are begun where the one before ends: anything else means that its tail was lost. Not so below the recovery
     * point, where nothing can be lost: Kafka's compaction leaves gaps between segments.
     */
    private boolean isDetached(Segment segment, long recoveryPoint) {
        return segment.baseOffset() < nextOffset
                || (segment.baseOffset() > nextOffset && segment.baseOffset() > recoveryPoint);
    }

    private boolean recoverOne(Segment segment, long recoveryPoint) throws IOException {
        SegmentRecovery.Result result = new SegmentRecovery(segment, indexIntervalBytes)
                .recover(
                        recoveryPoint,
                        batch -> epochs = epochs.extend(batch.partitionLeaderEpoch(), batch.baseOffset()));
        nextOffset = result.nextOffset();
        listener.on(new RecoveryEvent.SegmentChecked(
                segment.path(), result.checkedFrom(), segment.sizeBytes() + result.truncatedBytes()));
        if (result.truncatedBytes() > 0) {
            listener.on(new RecoveryEvent.TailCut(
                    segment.path(), segment.sizeBytes(), nextOffset, result.truncatedBytes()));
        }
        return result.truncatedBytes() > 0;
    }
}
