package io.weir.log.store;

import io.weir.log.LogCompaction;
import io.weir.log.PartitionLog;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.CleaningJob;
import io.weir.log.disk.DiskTrouble;
import io.weir.log.error.LogException;
import io.weir.protocol.records.InvalidBatchException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the log of a store that is worth compacting most, and compacts it. Several threads may ask at a time; each gets
 * another log.
 *
 * <p>A log with a damaged batch in it, or whose disk fails, is left alone from then on until the next start; it can
 * still be read and written as far as it is good.
 */
final class LogCleaner {

    private record Candidate(DataFolder folder, String name, PartitionLog log, double dirtyRatio) {}

    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);

    private final List<DataFolder> folders;
    private final InstantSource clock;
    private final Set<PartitionLog> inProgress = new HashSet<>();
    private final Set<PartitionLog> uncleanable = Collections.newSetFromMap(new WeakHashMap<>());

    LogCleaner(List<DataFolder> folders, InstantSource clock) {
        this.folders = List.copyOf(folders);
        this.clock = clock;
    }

    /** Compacts one log; false when none is due, or the one that is has to wait. */
    boolean cleanDirtiest(Cleaner cleaner) {
        Optional<Candidate> chosen = choose();
        if (chosen.isEmpty()) {
            return false;
        }
        try {
            return clean(chosen.get(), cleaner);
        } finally {
            release(chosen.get().log);
        }
    }

    private synchronized Optional<Candidate> choose() {
        Candidate dirtiest = null;
        for (DataFolder folder : folders) {
            if (folder.isOnline()) {
                for (Map.Entry<String, PartitionLog> entry : folder.logs().entrySet()) {
                    Candidate candidate = candidate(folder, entry.getKey(), entry.getValue());
                    if (candidate != null && isDirtier(candidate, dirtiest)) {
                        dirtiest = candidate;
                    }
                }
            }
        }
        if (dirtiest != null) {
            inProgress.add(dirtiest.log);
        }
        return Optional.ofNullable(dirtiest);
    }

    private static boolean isDirtier(Candidate candidate, @Nullable Candidate other) {
        return other == null || candidate.dirtyRatio > other.dirtyRatio;
    }

    private @Nullable Candidate candidate(DataFolder folder, String name, PartitionLog log) {
        if (inProgress.contains(log) || uncleanable.contains(log)) {
            return null;
        }
        try {
            return log.dueForCompaction(folder.cleanerOffsets().of(name), clock.millis())
                    .map(range -> new Candidate(folder, name, log, range.dirtyRatio()))
                    .orElse(null);
        } catch (CleaningAbortedException e) {
            return null;
        } catch (IOException | LogException e) {
            giveUp(log, e);
            return null;
        }
    }

    private boolean clean(Candidate candidate, Cleaner cleaner) {
        String name = candidate.name;
        boolean wasOpen = candidate.log.isOpen();
        try {
            Optional<LogCompaction> compaction = candidate.log.compaction();
            if (compaction.isEmpty()) {
                return false;
            }
            CleanerOffsets offsets = candidate.folder.cleanerOffsets();
            // An offset of an older log of this name must be gone before this one is changed.
            offsets.write();
            CleaningJob job = compaction.get().job(offsets.of(name), clock.millis());
            if (!job.range().isDue(job.config().compaction())) {
                // A look at its files said otherwise; it will not be asked again.
                return !wasOpen;
            }
            long sizeBefore = candidate.log.sizeBytes();
            compaction.get().run(job, cleaner, offset -> offsets.set(name, offset));
            offsets.write();
            LOG.info(
                    "Compacted {} up to offset {} in {} ms: {} bytes before, {} now",
                    name,
                    offsets.of(name),
                    clock.millis() - job.nowMs(),
                    sizeBefore,
                    candidate.log.sizeBytes());
            return true;
        } catch (CleaningAbortedException e) {
            LOG.info("Compaction of {} was given up for now: {}", name, e.getMessage());
        } catch (IOException e) {
            failed(candidate, e);
        } catch (LogException | InvalidBatchException e) {
            giveUp(candidate.log, e);
        }
        return false;
    }

    private void failed(Candidate candidate, IOException cause) {
        switch (DiskTrouble.of(cause)) {
            case FULL, EXHAUSTED -> LOG.info("Compaction of {} has to wait: {}", candidate.name, cause.getMessage());
            case MISSING -> giveUp(candidate.log, cause);
            case BROKEN -> candidate.folder.fail(String.valueOf(cause.getMessage()));
        }
    }

    private synchronized void release(PartitionLog log) {
        inProgress.remove(log);
    }

    private synchronized void giveUp(PartitionLog log, Exception cause) {
        // A log that was closed or deleted meanwhile is no news, and one that is offline has said why.
        if (log.failure().isEmpty() && uncleanable.add(log)) {
            LOG.error(
                    "{} is not compacted any more until the next start, and will only grow: {}",
                    log.location().folder(),
                    cause.toString());
        }
    }
}
