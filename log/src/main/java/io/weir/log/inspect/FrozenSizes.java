package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.disk.RehearsalDisk;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A view of a partition folder in which nothing grows, although a broker may be at work on it. */
final class FrozenSizes {

    private FrozenSizes() {}

    static RehearsalDisk of(Disk disk, Path folder) throws IOException {
        RehearsalDisk frozen = new RehearsalDisk(disk);
        List<String> names = disk.list(folder);
        // The batches last: they are written before what points to them.
        measure(
                frozen,
                folder,
                names.stream().filter(name -> !name.endsWith(SegmentName.LOG)).toList());
        measure(
                frozen,
                folder,
                names.stream().filter(name -> name.endsWith(SegmentName.LOG)).toList());
        return frozen;
    }

    private static void measure(Disk frozen, Path folder, List<String> names) throws IOException {
        for (String name : names) {
            if (frozen.exists(folder.resolve(name)) && !frozen.isDirectory(folder.resolve(name))) {
                frozen.sizeBytes(folder.resolve(name));
            }
        }
    }
}
