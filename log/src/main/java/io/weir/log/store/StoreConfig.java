package io.weir.log.store;

import io.weir.log.journal.JournalConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a broker keeps its logs, and who it is.
 *
 * @param dataFolders log.dirs; partitions are spread evenly over them
 * @param clusterId written into new folders; folders of another cluster are refused
 * @param nodeId written into new folders; folders of another node are refused
 * @param reservedBytes how much room is kept back in each folder for when its disk is full; 0 for none
 * @param journal of each data folder
 */
public record StoreConfig(
        List<Path> dataFolders, String clusterId, int nodeId, long reservedBytes, JournalConfig journal) {

    public StoreConfig {
        dataFolders = List.copyOf(dataFolders);
        if (dataFolders.isEmpty()) {
            throw new IllegalArgumentException("log.dirs names no folder");
        }
    }

    /** With a journal of the usual size. */
    public StoreConfig(List<Path> dataFolders, String clusterId, int nodeId, long reservedBytes) {
        this(dataFolders, clusterId, nodeId, reservedBytes, JournalConfig.DEFAULTS);
    }

    /** Keeps no room back, with a journal of the usual size. */
    public StoreConfig(List<Path> dataFolders, String clusterId, int nodeId) {
        this(dataFolders, clusterId, nodeId, 0, JournalConfig.DEFAULTS);
    }
}
