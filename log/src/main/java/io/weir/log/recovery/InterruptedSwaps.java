package io.weir.log.recovery;

import io.weir.log.disk.Disk;
import io.weir.log.error.CorruptLogException;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finishes what compaction began: a {@code .log.swap} was forced to the disk before it got its name, and takes the place
 * of all segments from its base offset to its end. Without that name nothing was begun, and the old segments are good.
 */
final class InterruptedSwaps {

    private static final List<String> OLD_FILES =
            List.of(SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX, SegmentName.TRANSACTION_INDEX, SegmentName.LOG);

    private InterruptedSwaps() {}

    static void finish(Disk disk, Path folder, long nowMs, RecoveryListener listener) throws IOException {
        for (String name : disk.list(folder)) {
            OptionalLong base = SegmentName.offset(name, SegmentName.LOG + SegmentName.SWAP);
            if (base.isPresent()) {
                listener.on(new RecoveryEvent.SwapFinished(folder.resolve(name)));
                finish(disk, folder, Segment.openSwap(disk, folder, base.getAsLong(), nowMs));
            }
        }
    }

    private static void finish(Disk disk, Path folder, Segment swapped) throws IOException {
        OptionalLong end = swapped.resume();
        if (end.isEmpty()) {
            throw new CorruptLogException(
                    swapped.path(), 0, swapped.baseOffset(), "the compacted segment does not end with a whole batch");
        }
        for (String name : disk.list(folder)) {
            for (String suffix : OLD_FILES) {
                OptionalLong offset = SegmentName.offset(name, suffix);
                boolean isOld = offset.isPresent()
                        && offset.getAsLong() >= swapped.baseOffset()
                        && offset.getAsLong() < end.getAsLong();
                // The file with the name that the new one gets stays until it is replaced.
                boolean isNamesake =
                        suffix.equals(SegmentName.LOG) && isOld && offset.getAsLong() == swapped.baseOffset();
                if (isOld && !isNamesake) {
                    disk.deleteIfExists(folder.resolve(name));
                }
            }
        }
        swapped.files().renameIndexes("");
        disk.forceDirectory(folder);
        swapped.files().renameBatches("");
        swapped.close();
        disk.forceDirectory(folder);
    }
}
