package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A segment of a log that is not in use, as its files' names, sizes and a few bytes show it.
 *
 * @param folder of its log
 */
public record UnopenedSegment(Disk disk, Path folder, long baseOffset, long sizeBytes) {

    /** The segments in a partition's folder in order of their offsets; none when there is no folder. */
    public static List<UnopenedSegment> in(Disk disk, Path folder) throws IOException {
        List<UnopenedSegment> segments = new ArrayList<>();
        if (disk.isDirectory(folder)) {
            for (String name : disk.list(folder)) {
                OptionalLong base = SegmentName.offset(name, SegmentName.LOG);
                if (base.isPresent()) {
                    segments.add(
                            new UnopenedSegment(disk, folder, base.getAsLong(), disk.sizeBytes(folder.resolve(name))));
                }
            }
        }
        return segments;
    }

    /**
     * The segment's largest timestamp as of its last index entry: all of a closed segment, and not less than a few
     * kilobytes old of one that was being written. Empty when there is none.
     */
    public OptionalLong lastIndexedMs() throws IOException {
        Path path = path(SegmentName.TIME_INDEX);
        if (!disk.exists(path)) {
            return OptionalLong.empty();
        }
        try (DiskFile file = disk.openExisting(path)) {
            long entries = file.size() / TimeIndex.ENTRY_BYTES;
            if (entries == 0) {
                return OptionalLong.empty();
            }
            ByteBuffer timestamp = ByteBuffer.allocate(Long.BYTES);
            file.readFully(timestamp, (entries - 1) * TimeIndex.ENTRY_BYTES);
            return OptionalLong.of(timestamp.getLong(0));
        }
    }

    /** The largest timestamp of the first batch; empty when there is no whole one, or it has no timestamp. */
    public OptionalLong firstBatchMs() throws IOException {
        try (DiskFile file = disk.openExisting(path(SegmentName.LOG))) {
            HeaderWalk walk = new HeaderWalk(file, 0, (int) Math.min(Integer.MAX_VALUE, sizeBytes));
            boolean hasTimestamp = walk.advance() && walk.header().maxTimestamp() >= 0;
            return hasTimestamp ? OptionalLong.of(walk.header().maxTimestamp()) : OptionalLong.empty();
        }
    }

    private Path path(String suffix) {
        return SegmentName.path(folder, baseOffset, suffix);
    }
}
