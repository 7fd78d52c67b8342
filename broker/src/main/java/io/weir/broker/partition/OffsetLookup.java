package io.weir.broker.partition;

import io.weir.log.segment.RecordTime;
import java.util.Optional;

/** Finds an offset by the timestamps of ListOffsets, of which the negative ones have meanings of their own. */
public final class OffsetLookup {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;

    private static final int NO_EPOCH = -1;

    private OffsetLookup() {}

    /**
     * What was found.
     *
     * @param offset the offset, or -1 for none
     * @param timestampMs the record's timestamp, or -1
     * @param leaderEpoch the epoch the record was written in, or -1
     */
    public record Found(long offset, long timestampMs, int leaderEpoch) {
        private static final Found NOTHING = new Found(-1, -1, NO_EPOCH);
    }

    /** False for a negative timestamp that has no meaning, or none yet in this version of ListOffsets. */
    public static boolean isKnown(long timestamp, int version) {
        if (timestamp >= EARLIEST) {
            return true;
        }
        if (timestamp == MAX_TIMESTAMP) {
            return version >= 7;
        }
        if (timestamp == EARLIEST_LOCAL) {
            return version >= 8;
        }
        if (timestamp == LATEST_TIERED) {
            return version >= 9;
        }
        return timestamp == EARLIEST_PENDING_UPLOAD && version >= 11;
    }

    /**
     * Finds the offset.
     *
     * @param bound what is at or above this offset is not found, and is the latest
     */
    public static Found find(Partition partition, long timestamp, long bound) {
        if (timestamp == LATEST) {
            return new Found(bound, -1, partition.leaderEpoch());
        }
        if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            long start = partition.logStartOffset();
            // What will be written to an empty partition belongs to the present epoch.
            int epoch = start == partition.logEndOffset() ? partition.leaderEpoch() : partition.epochAt(start);
            return new Found(start, -1, epoch);
        }
        if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            // Nothing is ever tiered.
            return Found.NOTHING;
        }
        Optional<RecordTime> found = timestamp == MAX_TIMESTAMP
                ? partition.log().maxTimestampOffset()
                : partition.log().offsetForTimestamp(timestamp, bound);
        return found.filter(record -> record.offset() < bound)
                .map(record -> new Found(record.offset(), record.timestampMs(), record.leaderEpoch()))
                .orElse(Found.NOTHING);
    }
}
