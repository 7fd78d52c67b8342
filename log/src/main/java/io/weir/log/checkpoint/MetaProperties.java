package io.weir.log.checkpoint;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The {@code meta.properties} file at the root of a data folder: whose folder it is (version 1, as Kafka 4 writes it).
 *
 * @param directoryId identity of this folder among those of its node
 */
public record MetaProperties(String clusterId, int nodeId, Uuid directoryId) {

    public static final String FILE_NAME = "meta.properties";

    /**
     * Reads the file of a data folder; empty when there is none.
     *
     * @throws IOException with a message for people when it cannot be understood
     */
    public static Optional<MetaProperties> read(Disk disk, Path dataFolder) throws IOException {
        Path file = dataFolder.resolve(FILE_NAME);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(WholeFile.readText(disk, file)));
        String version = required(properties, "version", file);
        if (!version.equals("1")) {
            throw new IOException(file + " has version " + version + "; this broker reads version 1");
        }
        String clusterId = required(properties, "cluster.id", file);
        String nodeId = required(properties, "node.id", file);
        String directoryId = properties.getProperty("directory.id");
        try {
            // Kafka before 3.7 wrote no directory id; one is given when the file is next written.
            Uuid directory = directoryId == null ? Uuid.ZERO : Uuid.parse(directoryId);
            return Optional.of(new MetaProperties(clusterId, Integer.parseInt(nodeId), directory));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Replaces the file of a data folder, durably. */
    public void write(Disk disk, Path dataFolder) throws IOException {
        WholeFile.replace(
                disk,
                dataFolder.resolve(FILE_NAME),
                "#\ncluster.id=" + clusterId + "\ndirectory.id=" + directoryId + "\nnode.id=" + nodeId
                        + "\nversion=1\n");
    }

    private static String required(Properties properties, String key, Path file) throws IOException {
        @Nullable String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException(file + " is damaged: it has no " + key);
        }
        return value;
    }
}
