package io.weir.log.inspect;

import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at what lies in a data folder beside the partition folders. */
final class DataFolderAudit {

    private final Disk disk;
    private final Path folder;
    private final Set<String> partitions;
    private final Findings findings;

    DataFolderAudit(Disk disk, Path folder, List<Path> partitions, Findings findings) {
        this.disk = disk;
        this.folder = folder;
        this.partitions =
                partitions.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        this.findings = findings;
    }

    void run() throws IOException {
        checkIdentity();
        if (!disk.exists(folder.resolve(CleanShutdownMark.FILE_NAME))) {
            findings.add(Finding.note(
                    folder, "there is no mark of a clean stop; a start checks what lies above the recovery points"));
        }
        for (String name : disk.list(folder)) {
            Path path = folder.resolve(name);
            switch (FileKind.of(name)) {
                case OFFSET_CHECKPOINT -> checkCheckpoint(path);
                case LEFT_OVER -> findings.add(Finding.note(path, "something unfinished"));
                default -> checkFolderName(path, name);
            }
        }
    }

    private void checkIdentity() {
        Path file = folder.resolve(MetaProperties.FILE_NAME);
        try {
            if (MetaProperties.read(disk, folder).isEmpty()) {
                findings.add(
                        Finding.note(file, "it is missing; the broker that starts on the folder makes it its own"));
            }
        } catch (IOException e) {
            findings.add(Finding.problem(file, String.valueOf(e.getMessage())));
        }
    }

    private void checkCheckpoint(Path file) throws IOException {
        try {
            Map<String, Long> offsets = new TreeMap<>(OffsetCheckpoint.parse(WholeFile.readText(disk, file)));
            offsets.forEach((name, offset) -> {
                if (offset < 0) {
                    findings.add(Finding.problem(file, "it has offset " + offset + " for " + name));
                } else if (!partitions.contains(name)) {
                    findings.add(Finding.note(file, "it has an offset for " + name + ", which has no folder here"));
                }
            });
        } catch (IllegalArgumentException e) {
            findings.add(Finding.problem(
                    file, "it cannot be read (" + e.getMessage() + "); a start goes on as if there was none"));
        }
    }

    private void checkFolderName(Path path, String name) {
        if (name.endsWith("-delete")) {
            findings.add(Finding.note(path, "the folder of a deleted partition; it is removed after a while"));
        } else if (name.endsWith("-stray")) {
            findings.add(Finding.note(path, "a folder that belonged to no topic; it may be deleted by hand"));
        }
    }
}
