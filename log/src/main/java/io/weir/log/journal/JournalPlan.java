package io.weir.log.journal;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.flush.LogId;
import io.weir.log.journal.JournalFormat.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal of a data folder holds for its logs, and a start after a crash would do. Reading it changes nothing. In
 * memory it takes eight bytes an entry.
 *
 * @param files those with a whole header, the older first
 * @param logs with entries that no later one makes void, in the order of their first
 */
public record JournalPlan(List<JournalContent> files, List<PlannedLog> logs) {

    public JournalPlan {
        files = List.copyOf(files);
        logs = List.copyOf(logs);
    }

    /** Reads the journal; nothing is in it when there is none. */
    public static JournalPlan read(Disk disk, Path dataFolder) throws IOException {
        List<JournalContent> files = new ArrayList<>();
        for (Path path : JournalFormat.files(dataFolder)) {
            if (disk.exists(path)) {
                try (DiskFile file = disk.openExisting(path)) {
                    new JournalScan(file)
                            .header()
                            .ifPresent(header -> files.add(new JournalContent(path, header.generation(), 0, 0)));
                }
            }
        }
        files.sort(Comparator.comparingLong(JournalContent::generation));
        Map<String, PlannedLog> logs = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            files.set(i, collect(disk, files.get(i), i, logs));
        }
        return new JournalPlan(files, List.copyOf(logs.values()));
    }

    /** Shows the stretches of a log in the order they were written. */
    public void show(Disk disk, Collection<PlannedLog> chosen, PlannedLog.Visitor visitor) throws IOException {
        List<DiskFile> open = new ArrayList<>();
        try {
            for (JournalContent file : files) {
                open.add(disk.openExisting(file.path()));
            }
            for (PlannedLog log : chosen) {
                log.show(open, visitor);
            }
        } finally {
            for (DiskFile file : open) {
                file.close();
            }
        }
    }

    private static JournalContent collect(Disk disk, JournalContent content, int index, Map<String, PlannedLog> logs)
            throws IOException {
        try (DiskFile file = disk.openExisting(content.path())) {
            JournalScan scan = new JournalScan(file);
            int entries = 0;
            for (var entry = scan.next(); entry.isPresent(); entry = scan.next()) {
                entries++;
                take(entry.get(), logs).add(index, scan.entryAt(), scan.entryBytes());
            }
            logs.values().removeIf(PlannedLog::isEmpty);
            return new JournalContent(content.path(), content.generation(), entries, scan.end());
        }
    }

    private static PlannedLog take(Entry entry, Map<String, PlannedLog> logs) {
        LogId id = entry.log();
        PlannedLog known = logs.get(id.folderName());
        // Another topic's log under the same name: the former one was deleted.
        if (known == null || !known.id().equals(id) || entry.kind() == JournalFormat.FORGET) {
            logs.remove(id.folderName());
            known = new PlannedLog(id);
            if (entry.kind() == JournalFormat.FORGET) {
                return known;
            }
            logs.put(id.folderName(), known);
        }
        return known;
    }
}
