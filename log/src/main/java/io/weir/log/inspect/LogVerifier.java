package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.disk.HeldLocks;
import io.weir.log.disk.NioDisk;
import io.weir.log.disk.RehearsalDisk;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Checks partition folders and data folders, and tells what the next start would do with them. Nothing is changed,
 * locked or created; a broker may be at work on them.
 */
public final class LogVerifier {

    private static final String LOCK_FILE = ".lock";

    private final Disk disk;
    private final Predicate<Path> isInUse;
    private final Consumer<VerifyEvent> events;
    private final Tally tally = new Tally();

    /**
     * @param isInUse whether a broker works on a data folder
     * @param events is told of everything, in order
     */
    public LogVerifier(Disk disk, Predicate<Path> isInUse, Consumer<VerifyEvent> events) {
        this.disk = disk;
        this.isInUse = isInUse;
        this.events = events;
    }

    /** Checks folders of this machine. */
    public static LogVerifier ofFileSystem(Consumer<VerifyEvent> events) {
        return new LogVerifier(new NioDisk(), folder -> HeldLocks.isHeld(folder.resolve(LOCK_FILE)), events);
    }

    /** Checks a folder that is one of the two. */
    public Verdict verify(Path folder) throws IOException {
        boolean isData = FolderShape.of(disk, folder) == FolderShape.DATA;
        Path parent = folder.toAbsolutePath().getParent();
        Path dataFolder = isData || parent == null ? folder : parent;
        Surroundings surroundings = Surroundings.of(disk, dataFolder, isInUse.test(dataFolder));
        List<Path> partitions = isData ? FolderShape.partitions(disk, folder) : List.of(folder);
        if (isData) {
            new DataFolderAudit(disk, folder, partitions, finding -> found(finding, false)).run();
        }
        Disk atStart = AppliedJournal.on(disk, dataFolder, surroundings, finding -> found(finding, false));
        for (Path partition : partitions) {
            verify(atStart, partition, surroundings);
        }
        return tally.verdict(surroundings.inUse());
    }

    private void verify(Disk atStart, Path partition, Surroundings surroundings) throws IOException {
        events.accept(new VerifyEvent.Partition(partition));
        tally.partition();
        LogOrigin origin = surroundings.origin(partition);
        boolean inUse = surroundings.inUse();
        try {
            long problems = tally.problems();
            // One view of all sizes for both, however long they take.
            RehearsalDisk frozen = FrozenSizes.of(atStart, partition);
            new PartitionAudit(frozen, partition, origin, finding -> found(finding, inUse)).run(segment -> {
                tally.segment(segment);
                events.accept(segment);
            });
            VerifyEvent.NextStart start = Rehearsal.of(frozen, partition, origin);
            judge(start, partition, inUse, tally.problems() > problems);
            events.accept(start);
        } catch (NoSuchFileException e) {
            Finding gone = Finding.problem(Path.of(e.getFile()), "it went away while the folder was read");
            found(gone, inUse);
        }
    }

    private void judge(VerifyEvent.NextStart start, Path partition, boolean inUse, boolean isExplained) {
        long recoveryPoint = start.origin().recoveryPoint();
        switch (start.outcome()) {
            case StartOutcome.Opens opens -> {
                if (opens.endOffset() < recoveryPoint) {
                    found(
                            Finding.problem(
                                    partition,
                                    "the checkpoint says that everything below offset " + recoveryPoint
                                            + " is on the disk, but the log ends at " + opens.endOffset()),
                            inUse);
                }
            }
            case StartOutcome.Corrupt corrupt -> {
                if (!isExplained) {
                    found(
                            Finding.damageAt(corrupt.file(), corrupt.position(), corrupt.offset(), corrupt.message()),
                            inUse);
                }
            }
            case StartOutcome.Fails fails ->
                found(Finding.problem(partition, "it cannot be opened: " + fails.message()), inUse);
        }
    }

    private void found(Finding finding, boolean inUse) {
        Finding weighed = inUse ? finding.whileInUse() : finding;
        tally.finding(weighed);
        events.accept(new VerifyEvent.Found(weighed));
    }
}
