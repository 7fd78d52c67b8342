package io.weir.log.checkpoint;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code partition.metadata} file of a partition folder: which topic, by id, its records belong to (KIP-516).
 *
 * @param topicId never zero
 */
public record PartitionMetadata(Uuid topicId) {

    public static final String FILE_NAME = "partition.metadata";

    private static final String VERSION_LINE = "version: 0";
    private static final String TOPIC_ID = "topic_id: ";

    /** The metadata of a folder; empty when the file is missing or was torn by a crash before anything was kept. */
    public static Optional<PartitionMetadata> read(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        String text = WholeFile.readText(disk, file);
        if (!text.lines().anyMatch(VERSION_LINE::equals)) {
            return Optional.empty();
        }
        try {
            return text.lines()
                    .filter(line -> line.startsWith(TOPIC_ID))
                    .findFirst()
                    .map(line -> new PartitionMetadata(
                            Uuid.parse(line.substring(TOPIC_ID.length()).strip())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The file's bytes, as text. */
    public String format() {
        return VERSION_LINE + "\n" + TOPIC_ID + topicId;
    }
}
