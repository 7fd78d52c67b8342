package io.weir.log.inspect;

import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.segment.SegmentName;
import java.util.Set;

/** What a file is, by its name. */
public enum FileKind {
    LOG("batches"),
    OFFSET_INDEX("offset index"),
    TIME_INDEX("time index"),
    TRANSACTION_INDEX("index of aborted transactions"),
    PRODUCER_SNAPSHOT("producer snapshot"),
    LEADER_EPOCHS("leader epochs"),
    OFFSET_CHECKPOINT("offset checkpoint"),
    PROPERTIES("properties"),
    /** Something that a start deletes or finishes, whatever is in it. */
    LEFT_OVER("unfinished or deleted"),
    OTHER("unknown");

    private static final Set<String> CHECKPOINTS = Set.of(
            OffsetCheckpoint.RECOVERY_POINTS,
            OffsetCheckpoint.LOG_STARTS,
            OffsetCheckpoint.HIGH_WATERMARKS,
            OffsetCheckpoint.CLEANER_OFFSETS);
    private static final Set<String> PROPERTY_FILES =
            Set.of(MetaProperties.FILE_NAME, PartitionMetadata.FILE_NAME, CleanShutdownMark.FILE_NAME);
    private static final Set<String> UNFINISHED =
            Set.of(SegmentName.DELETED, SegmentName.CLEANED, SegmentName.SWAP, ".tmp");

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    /** The kind in plain words. */
    public String words() {
        return words;
    }

    public static FileKind of(String name) {
        if (UNFINISHED.stream().anyMatch(name::endsWith)) {
            return LEFT_OVER;
        } else if (CHECKPOINTS.contains(name)) {
            return OFFSET_CHECKPOINT;
        } else if (PROPERTY_FILES.contains(name)) {
            return PROPERTIES;
        } else if (name.equals(LeaderEpochs.FILE_NAME)) {
            return LEADER_EPOCHS;
        }
        return ofSegment(name);
    }

    private static FileKind ofSegment(String name) {
        if (isNamed(name, SegmentName.LOG)) {
            return LOG;
        } else if (isNamed(name, SegmentName.OFFSET_INDEX)) {
            return OFFSET_INDEX;
        } else if (isNamed(name, SegmentName.TIME_INDEX)) {
            return TIME_INDEX;
        } else if (isNamed(name, SegmentName.TRANSACTION_INDEX)) {
            return TRANSACTION_INDEX;
        }
        return isNamed(name, SegmentName.PRODUCER_SNAPSHOT) ? PRODUCER_SNAPSHOT : OTHER;
    }

    private static boolean isNamed(String name, String suffix) {
        return SegmentName.offset(name, suffix).isPresent();
    }
}
