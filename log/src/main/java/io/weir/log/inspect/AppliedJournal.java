package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.disk.RehearsalDisk;
import io.weir.log.journal.JournalPlan;
import io.weir.log.journal.JournalReplay;
import java.io.IOException;
import java.nio.file.Path;

/** A data folder as a start sees it once it has applied the journal, which is the first thing it does after a crash. */
final class AppliedJournal {

    private AppliedJournal() {}

    /** The disk itself where there is nothing to apply; while a broker is at work, files can be read as they are. */
    static Disk on(Disk disk, Path dataFolder, Surroundings surroundings, Findings findings) throws IOException {
        if (surroundings.isClean() || surroundings.inUse()) {
            return disk;
        }
        int logs = JournalPlan.read(disk, dataFolder).logs().size();
        if (logs == 0) {
            return disk;
        }
        findings.add(Finding.note(
                dataFolder,
                "a start writes what the journal holds into the segments first (partitions: " + logs
                        + "); they are shown as they are then"));
        RehearsalDisk applied = new RehearsalDisk(disk);
        JournalReplay.run(applied, dataFolder);
        return applied;
    }
}
