package io.weir.log.store;

import io.weir.log.disk.Disk;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Deletes partition folders: renamed at once, so that their name is free and a start does not find them; removed after a
 * delay, so that sends under way can end.
 */
final class FolderDeletion {

    private record Due(Path path, long dueMs) {}

    private static final String SUFFIX = "-delete";
    private static final int MAX_NAME_LENGTH = 255;

    private final Disk disk;
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();

    FolderDeletion(Disk disk) {
        this.disk = disk;
    }

    static boolean isDeleted(String name) {
        return name.endsWith(SUFFIX);
    }

    /** Takes over a folder that an earlier run renamed. */
    void found(Path renamed) {
        due.add(new Due(renamed, Long.MIN_VALUE));
    }

    /** Renames a folder; that becomes durable when the folder it is in is forced. */
    void begin(Path folder, long dueMs) throws IOException {
        String suffix = "." + Uuid.random() + SUFFIX;
        String name = folder.getFileName().toString();
        String kept = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH - suffix.length()));
        Path renamed = folder.resolveSibling(kept + suffix);
        disk.rename(folder, renamed);
        due.add(new Due(renamed, dueMs));
    }

    /** Deletes what is due. */
    void finish(long nowMs) throws IOException {
        for (Iterator<Due> all = due.iterator(); all.hasNext(); ) {
            Due next = all.next();
            if (next.dueMs <= nowMs) {
                // Somebody may have helped.
                if (disk.isDirectory(next.path)) {
                    for (String name : disk.list(next.path)) {
                        disk.deleteIfExists(next.path.resolve(name));
                    }
                    disk.deleteIfExists(next.path);
                }
                all.remove();
            }
        }
    }
}
