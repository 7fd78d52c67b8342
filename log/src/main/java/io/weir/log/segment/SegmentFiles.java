package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a segment, as files. */
final class SegmentFiles {

    /** The batches last: while they are there, a start finds the segment and rebuilds the rest. */
    static final List<String> SUFFIXES =
            List.of(SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX, SegmentName.TRANSACTION_INDEX, SegmentName.LOG);

    private SegmentFiles() {}

    static Path deleted(Path path) {
        return path.resolveSibling(path.getFileName() + SegmentName.DELETED);
    }

    static void deleteMarked(Disk disk, Path folder, long baseOffset) throws IOException {
        for (String suffix : SUFFIXES) {
            disk.deleteIfExists(deleted(SegmentName.path(folder, baseOffset, suffix)));
        }
    }
}
