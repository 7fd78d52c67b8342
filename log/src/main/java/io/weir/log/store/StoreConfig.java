package io.weir.log.store;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a broker keeps its logs, and who it is.
 *
 * @param dataFolders log.dirs; partitions are spread evenly over them
 * @param clusterId written into new folders; folders of another cluster are refused
 * @param nodeId written into new folders; folders of another node are refused
 */
public record StoreConfig(List<Path> dataFolders, String clusterId, int nodeId) {

    public StoreConfig {
        dataFolders = List.copyOf(dataFolders);
        if (dataFolders.isEmpty()) {
            throw new IllegalArgumentException("log.dirs names no folder");
        }
    }
}
