package io.weir.log.recovery;

import io.weir.log.disk.Disk;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Files that an earlier run did not get to delete. */
final class LeftOvers {

    private static final List<String> UNFINISHED =
            List.of(SegmentName.DELETED, SegmentName.CLEANED, SegmentName.SWAP, ".tmp");
    private static final List<String> INDEXES =
            List.of(SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX, SegmentName.TRANSACTION_INDEX);

    private LeftOvers() {}

    /** Deletes what is unfinished or belongs to no segment; returns the names that are left. */
    static List<String> sweep(Disk disk, Path folder) throws IOException {
        List<String> names = disk.list(folder);
        for (String name : names) {
            if (isUnfinished(name) || isOrphan(name, names)) {
                disk.deleteIfExists(folder.resolve(name));
            }
        }
        return names.stream()
                .filter(name -> !isUnfinished(name) && !isOrphan(name, names))
                .toList();
    }

    private static boolean isUnfinished(String name) {
        return UNFINISHED.stream().anyMatch(name::endsWith);
    }

    private static boolean isOrphan(String name, List<String> names) {
        for (String suffix : INDEXES) {
            OptionalLong offset = SegmentName.offset(name, suffix);
            if (offset.isPresent()) {
                String log = name.substring(0, name.length() - suffix.length()) + SegmentName.LOG;
                return !names.contains(log);
            }
        }
        return false;
    }
}
