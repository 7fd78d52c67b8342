package io.weir.log.recovery;

import io.weir.log.disk.Disk;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Partition folders of topics that are not there any more: kept under another name, as Kafka does. */
public final class StrayFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StrayFolder.class);
    private static final String SUFFIX = "-stray";
    private static final int MAX_NAME_LENGTH = 255;

    private StrayFolder() {}

    /**
     * Renames a folder, durably; nothing happens when there is none.
     *
     * @param reason what is wrong with the folder, for the warning
     */
    public static void moveAside(Disk disk, Path folder, String reason) throws IOException {
        if (!disk.isDirectory(folder)) {
            return;
        }
        String suffix = "." + Uuid.random() + SUFFIX;
        String name = folder.getFileName().toString();
        String kept = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH - suffix.length()));
        Path aside = folder.resolveSibling(kept + suffix);
        LOG.warn("{} {}: moving it to {}, which may be deleted by hand", folder, reason, aside.getFileName());
        disk.rename(folder, aside);
        Path parent = folder.getParent();
        if (parent != null) {
            disk.forceDirectory(parent);
        }
    }
}
