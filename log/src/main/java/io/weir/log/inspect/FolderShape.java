package io.weir.log.inspect;

import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a folder is, by what lies in it. */
public enum FolderShape {
    /** The folder of a broker, with a folder for each partition. */
    DATA,
    PARTITION,
    OTHER;

    public static FolderShape of(Disk disk, Path folder) throws IOException {
        List<String> names = disk.list(folder);
        if (names.contains(MetaProperties.FILE_NAME)) {
            return DATA;
        }
        boolean isPartition = names.stream()
                .anyMatch(name -> name.equals(PartitionMetadata.FILE_NAME) || FileKind.of(name) == FileKind.LOG);
        if (isPartition) {
            return PARTITION;
        }
        return partitions(disk, folder).isEmpty() ? OTHER : DATA;
    }

    /** The partition folders of a data folder. */
    public static List<Path> partitions(Disk disk, Path dataFolder) throws IOException {
        List<Path> partitions = new ArrayList<>();
        for (String name : disk.list(dataFolder)) {
            if (OffsetCheckpoint.isFolderName(name) && disk.isDirectory(dataFolder.resolve(name))) {
                partitions.add(dataFolder.resolve(name));
            }
        }
        return partitions;
    }
}
