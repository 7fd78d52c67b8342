package io.weir.cli.log;

import io.weir.cli.terminal.CliException;
import io.weir.log.disk.Disk;
import io.weir.log.inspect.FolderShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders that people name. */
final class Folders {

    private Folders() {}

    /** @throws CliException when it is no folder with logs in it */
    static FolderShape shape(Disk disk, Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new CliException(folder + ": no such file or folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new CliException(folder + " is a file; name the folder of a partition, or a data folder");
        }
        FolderShape shape = FolderShape.of(disk, folder);
        if (shape == FolderShape.OTHER) {
            throw new CliException(folder + " holds neither the files of a partition nor partition folders;"
                    + " name the folder of a partition, or a data folder (log.dirs, ./weir serve --data)");
        }
        return shape;
    }
}
