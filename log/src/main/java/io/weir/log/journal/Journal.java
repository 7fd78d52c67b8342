package io.weir.log.journal;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flushable;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.SharedJournal;
import io.weir.log.flush.TailPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a data folder. Two files take entries in turn: when one is full or old, the other goes on, the logs that
 * the first speaks of are forced by the flusher, and then it is free again. While neither has room nothing is taken, and
 * logs are forced as if there were no journal.
 *
 * <p>A file is given free durably before the other one can be: what is found after a crash is all of the newer and, if the
 * older is there, all of that. Locks of logs are never taken while the journal's own is held.
 */
public final class Journal implements SharedJournal {

    /** More in one pass is cheaper forced where it belongs than written twice. */
    private static final int MAX_PASS_BYTES = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path folder;
    private final Flusher flusher;
    private final JournalConfig config;
    private JournalFile active;
    private JournalFile other;
    private long generation;
    private long seenMs = Long.MIN_VALUE;

    /** Whether the other file waits for its logs to be forced, and for which. */
    private volatile boolean draining;

    private final Set<Flushable> awaited = new HashSet<>();
    private boolean closed;

    /** A journal without entries: what an earlier run left behind was applied before. */
    public Journal(Disk disk, Path folder, Flusher flusher, JournalConfig config) {
        this.folder = folder;
        this.flusher = flusher;
        this.config = config;
        List<Path> files = JournalFormat.files(folder);
        this.active = new JournalFile(disk, files.getFirst(), config.fileBytes());
        this.other = new JournalFile(disk, files.getLast(), config.fileBytes());
        this.closed = config.isOff();
    }

    @Override
    public Written write(List<TailPass> tails) {
        JournalBatch batch = new JournalBatch(tails.size());
        List<Flushable> toForce;
        synchronized (this) {
            boolean wasDraining = draining;
            for (TailPass tail : tails) {
                add(tail, batch);
            }
            batch.commit(active);
            toForce = draining && !wasDraining ? List.copyOf(awaited) : List.of();
        }
        toForce.forEach(flusher::requestForce);
        return batch.written();
    }

    @Override
    public synchronized long firstSegment(Flushable log) {
        long first = Long.MAX_VALUE;
        for (JournalFile file : List.of(active, other)) {
            JournalFile.Kept kept = file.logs().get(log);
            first = kept == null ? first : Math.min(first, kept.firstSegment());
        }
        return first;
    }

    @Override
    public synchronized void forget(Flushable log) throws IOException {
        if (isKept(log)) {
            if (!active.isReady()) {
                throw new IOException("The journal " + active + " cannot be written any more");
            }
            try {
                active.stageForget(log.id());
                active.commit();
            } catch (IOException e) {
                active.rollBack();
                throw e;
            }
            remove(log);
        }
    }

    @Override
    public synchronized void drop(Flushable log) {
        try {
            forget(log);
        } catch (IOException e) {
            // A start after a crash tells the folder's next owner by its topic id.
            LOG.warn("The journal of {} may bring back the deleted {}: {}", folder, log, e.toString());
            remove(log);
        }
    }

    @Override
    public void forced(Flushable log) {
        if (draining) {
            synchronized (this) {
                if (!isUnforced(log) && awaited.remove(log)) {
                    giveFree();
                }
            }
        }
    }

    /** Has what is old forced where it belongs. To be called every few seconds. */
    public void housekeep(long nowMs) {
        List<Flushable> toForce;
        synchronized (this) {
            if (closed || active.logs().isEmpty()) {
                seenMs = Long.MIN_VALUE;
            } else if (seenMs == Long.MIN_VALUE) {
                seenMs = nowMs;
            } else if (nowMs - seenMs >= config.maxAgeMs() && !draining) {
                drain();
            }
            awaited.removeIf(log -> !isUnforced(log));
            giveFree();
            toForce = List.copyOf(awaited);
        }
        toForce.forEach(flusher::requestForce);
    }

    /**
     * Takes nothing any more.
     *
     * @param allForced every log was forced: the files go. Otherwise the next start needs them.
     */
    public synchronized void close(boolean allForced) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        draining = false;
        if (allForced) {
            // The older first: without the newer, it would bring back what that one has void.
            other.delete();
            active.delete();
        } else {
            other.close();
            active.close();
        }
    }

    private void add(TailPass tail, JournalBatch batch) {
        byte[] name = JournalFormat.name(tail.log().id());
        int entryBytes = JournalFormat.batchesBytes(name, tail.sizeBytes());
        boolean isSmall = tail.sizeBytes() <= JournalFormat.MAX_TAIL_BYTES
                && JournalFormat.FIRST_ENTRY + entryBytes <= config.fileBytes()
                && batch.bytes() + entryBytes <= MAX_PASS_BYTES;
        // Void is asked for under the lock: whoever makes it so has the log forgotten after.
        if (closed || !isSmall || tail.isVoid() || !hasRoom(entryBytes, batch)) {
            batch.refuse(tail);
        } else {
            batch.add(active, tail, name, entryBytes);
        }
    }

    private boolean hasRoom(int entryBytes, JournalBatch batch) {
        if (!active.isReady() && active.logs().isEmpty() && !begin(active)) {
            return false;
        }
        if (active.isReady() && active.endWith(entryBytes) <= config.fileBytes()) {
            return true;
        }
        batch.commit(active);
        return !draining && drain();
    }

    /** The other file takes what comes; false when it cannot. */
    private boolean drain() {
        if (!other.isReady() && !begin(other)) {
            return false;
        }
        JournalFile full = active;
        active = other;
        other = full;
        draining = true;
        seenMs = Long.MIN_VALUE;
        awaited.clear();
        awaited.addAll(other.logs().keySet());
        awaited.removeIf(log -> !isUnforced(log));
        giveFree();
        return true;
    }

    private boolean begin(JournalFile file) {
        try {
            file.begin(++generation);
            return true;
        } catch (IOException e) {
            LOG.warn("The journal {} cannot be begun; logs are forced themselves: {}", file, e.toString());
            return false;
        }
    }

    private void giveFree() {
        if (draining && awaited.isEmpty() && begin(other)) {
            draining = false;
        }
    }

    private boolean isUnforced(Flushable log) {
        JournalFile.Kept kept = other.logs().get(log);
        return kept != null && log.forcedOffset() < kept.endOffset();
    }

    private boolean isKept(Flushable log) {
        return active.logs().containsKey(log) || other.logs().containsKey(log);
    }

    private void remove(Flushable log) {
        active.logs().remove(log);
        other.logs().remove(log);
        if (awaited.remove(log)) {
            giveFree();
        }
    }
}
