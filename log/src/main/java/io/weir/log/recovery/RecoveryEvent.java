package io.weir.log.recovery;

import java.nio.file.Path;

/** What recovery does to a partition folder, as it does it. */
public sealed interface RecoveryEvent {

    /** A segment was read from a position to its end, every batch above the recovery point by its checksum. */
    record SegmentChecked(Path segment, int fromPosition, int toPosition) implements RecoveryEvent {}

    /**
     * The end of a segment that a crash tore was cut off.
     *
     * @param position from which on there is nothing any more
     * @param offset of the next record
     * @param bytes that were cut off
     */
    record TailCut(Path segment, int position, long offset, int bytes) implements RecoveryEvent {}

    /**
     * A segment that cannot belong to the log was deleted.
     *
     * @param offset where the log ends, or starts
     */
    record SegmentDropped(Path segment, long offset, Reason reason) implements RecoveryEvent {}

    /** A compacted segment took the place of those it was made from. */
    record SwapFinished(Path swap) implements RecoveryEvent {}

    /** The leader epochs were read from the batches, because their file was damaged. */
    record EpochsRebuilt(Path file, String damage) implements RecoveryEvent {}

    /** Why a segment cannot belong to the log. */
    enum Reason {
        /** Something before it was lost, and nothing behind a hole was acknowledged. */
        FOLLOWS_TORN_TAIL,
        /** The log starts behind everything in it. */
        BEFORE_LOG_START
    }
}
