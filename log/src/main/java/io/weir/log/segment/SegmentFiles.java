package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a segment, as files. */
final class SegmentFiles {

    /** The batches first: a start that finds the rest without them deletes it, but cannot do without it beside them. */
    static final List<String> SUFFIXES =
            List.of(SegmentName.LOG, SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX, SegmentName.TRANSACTION_INDEX);

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
