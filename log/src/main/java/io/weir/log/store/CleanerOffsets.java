package io.weir.log.store;

import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to where each log of a data folder is compacted, and the file that keeps it. Too low costs work; too high would
 * bring deleted keys back: what lowers an offset is on the disk when the call returns.
 */
final class CleanerOffsets {

    private final OffsetCheckpoint file;
    private final Map<String, Long> offsets;
    private Map<String, Long> written;

    private CleanerOffsets(OffsetCheckpoint file, Map<String, Long> offsets) {
        this.file = file;
        this.offsets = new HashMap<>(offsets);
        this.written = offsets;
    }

    static CleanerOffsets read(Disk disk, Path folder) throws IOException {
        OffsetCheckpoint file = new OffsetCheckpoint(disk, folder.resolve(OffsetCheckpoint.CLEANER_OFFSETS));
        return new CleanerOffsets(file, file.read());
    }

    /** 0 for a log that was never compacted. */
    synchronized long of(String name) {
        return offsets.getOrDefault(name, 0L);
    }

    /** Notes that a log is compacted up to an offset; {@link #write} makes it last. */
    synchronized void set(String name, long offset) {
        offsets.put(name, offset);
    }

    /** A log ends at {@code offset} now, or is about to. */
    synchronized void lower(String name, long offset) throws IOException {
        if (of(name) > offset) {
            offsets.put(name, offset);
            write();
        }
    }

    /** Logs are gone, and others may come under their names. When this fails, {@link #write} makes up for it. */
    synchronized void forget(Collection<String> names) throws IOException {
        if (offsets.keySet().removeAll(names)) {
            write();
        }
    }

    synchronized void write() throws IOException {
        if (!offsets.equals(written)) {
            Map<String, Long> now = Map.copyOf(offsets);
            file.write(now);
            written = now;
        }
    }
}
