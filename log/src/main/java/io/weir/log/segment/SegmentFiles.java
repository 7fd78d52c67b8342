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

    /** Deletes a segment's files, whose names end in {@code state} when it is not part of the log. */
    static void delete(Disk disk, Path folder, long baseOffset, String state) throws IOException {
        for (String suffix : SUFFIXES) {
            disk.deleteIfExists(SegmentName.path(folder, baseOffset, suffix + state));
        }
    }

    /** A suffix for files to be deleted that none with this offset have: compaction makes several of one name. */
    static String unusedDeleted(Disk disk, Path folder, long baseOffset) {
        String state = SegmentName.DELETED;
        for (int i = 1; disk.exists(SegmentName.path(folder, baseOffset, SegmentName.LOG + state)); i++) {
            state = "." + i + SegmentName.DELETED;
        }
        return state;
    }
}
