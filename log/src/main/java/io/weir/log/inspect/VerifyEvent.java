package io.weir.log.inspect;

import io.weir.log.disk.FileChange;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.recovery.RecoveryEvent;
import java.nio.file.Path;
import java.util.List;

/** What a verification comes upon, in the order of the files. */
public sealed interface VerifyEvent {

    /** A partition folder was begun. */
    record Partition(Path folder) implements VerifyEvent {}

    /**
     * The batches of a segment were read.
     *
     * @param nextOffset offset after its last batch
     * @param records by the batches' headers
     */
    record SegmentRead(Path file, long baseOffset, long nextOffset, long batches, long records, long bytes)
            implements VerifyEvent {}

    record Found(Finding finding) implements VerifyEvent {}

    /**
     * What a start of the broker would do with the partition folder.
     *
     * @param origin what the data folder's checkpoints say of it
     * @param steps what recovery would do, in order
     * @param changes what would be different in the folder afterwards
     */
    record NextStart(
            Path folder, LogOrigin origin, List<RecoveryEvent> steps, List<FileChange> changes, StartOutcome outcome)
            implements VerifyEvent {

        public NextStart {
            steps = List.copyOf(steps);
            changes = List.copyOf(changes);
        }
    }

    /** How the start would end. */
    sealed interface StartOutcome {

        /** The log would be ready, with records from one offset up to before another. */
        record Opens(long startOffset, long endOffset) implements StartOutcome {}

        /** The log would be offline, because of a damaged batch. */
        record Corrupt(Path file, long position, long offset, String message) implements StartOutcome {}

        /** The log would be offline, because of its files. */
        record Fails(String message) implements StartOutcome {}
    }
}
