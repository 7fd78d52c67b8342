package io.weir.log.checkpoint;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one offset for each partition folder of a data folder, such as {@code recovery-point-offset-checkpoint}.
 *
 * <p>Kafka's line is "topic partition offset", and a partition's folder is called topic-partition: the last dash parts
 * the two.
 */
public final class OffsetCheckpoint {

    public static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";
    public static final String LOG_STARTS = "log-start-offset-checkpoint";
    public static final String HIGH_WATERMARKS = "replication-offset-checkpoint";
    public static final String CLEANER_OFFSETS = "cleaner-offset-checkpoint";

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCheckpoint.class);

    private final Disk disk;
    private final Path file;

    public OffsetCheckpoint(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** True for a name this file can hold: something, a dash, and a number. */
    public static boolean isFolderName(String folder) {
        int dash = folder.lastIndexOf('-');
        return dash > 0
                && dash < folder.length() - 1
                && folder.length() - dash <= 11
                && folder.indexOf(' ') < 0
                && folder.chars().skip(dash + 1L).allMatch(c -> c >= '0' && c <= '9');
    }

    /** Offsets by folder. A missing file has none; of an unreadable one a warning is logged and it has none either. */
    public Map<String, Long> read() throws IOException {
        if (!disk.exists(file)) {
            return Map.of();
        }
        try {
            return parse(WholeFile.readText(disk, file));
        } catch (IllegalArgumentException e) {
            // Recovery without it is only longer.
            LOG.warn("Ignoring the damaged checkpoint {}: {}", file, e.getMessage());
            return Map.of();
        }
    }

    /**
     * Offsets by folder.
     *
     * @throws IllegalArgumentException when the text is not a whole checkpoint
     */
    public static Map<String, Long> parse(String text) {
        Map<String, Long> offsets = new HashMap<>();
        for (String line : CheckpointText.parse(text)) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("bad line: " + line);
            }
            offsets.put(parts[0] + "-" + parts[1], Long.parseLong(parts[2]));
        }
        return offsets;
    }

    /** Replaces the file, atomically and durably. */
    public void write(Map<String, Long> offsets) throws IOException {
        List<String> lines = new ArrayList<>(offsets.size());
        new TreeMap<>(offsets).forEach((folder, offset) -> {
            int dash = folder.lastIndexOf('-');
            lines.add(folder.substring(0, dash) + " " + folder.substring(dash + 1) + " " + offset);
        });
        WholeFile.replace(disk, file, CheckpointText.format(lines));
    }
}
