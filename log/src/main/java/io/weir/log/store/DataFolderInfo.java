package io.weir.log.store;

import io.weir.log.PartitionLog;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A data folder as DescribeLogDirs shows it.
 *
 * @param isOnline false after its disk failed
 * @param partitionFolders names of the partition folders in it
 * @param arriving copies of logs that move here, by the names of the logs' folders
 * @param usableBytes free space, -1 when unknown
 */
public record DataFolderInfo(
        Path path,
        Uuid directoryId,
        boolean isOnline,
        List<String> partitionFolders,
        Map<String, PartitionLog> arriving,
        long usableBytes) {}
