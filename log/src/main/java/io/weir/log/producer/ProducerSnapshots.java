package io.weir.log.producer;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshot files of one partition folder. Thread-safe. */
public final class ProducerSnapshots {

    /** Producers as of an offset. */
    public record Loaded(long offset, List<ProducerState> states) {}

    private static final Logger LOG = LoggerFactory.getLogger(ProducerSnapshots.class);

    private static final int KEPT_INSIDE_SEGMENTS = 2;

    private final Disk disk;
    private final Path folder;
    private final TreeSet<Long> offsets = new TreeSet<>();

    /** @param names the names in the folder */
    public ProducerSnapshots(Disk disk, Path folder, List<String> names) {
        this.disk = disk;
        this.folder = folder;
        for (String name : names) {
            SegmentName.offset(name, SegmentName.PRODUCER_SNAPSHOT).ifPresent(offsets::add);
        }
    }

    /** Writes a snapshot as of {@code offset}; the directory is the caller's to force. */
    public synchronized void write(long offset, List<ProducerState> states, boolean force) throws IOException {
        WholeFile.write(disk, path(offset), ProducerSnapshot.write(states).array(), force);
        offsets.add(offset);
    }

    /** The newest undamaged snapshot at or below {@code offset}; damaged ones are deleted. */
    public synchronized Optional<Loaded> latest(long offset) throws IOException {
        for (Long candidate = offsets.floor(offset); candidate != null; candidate = offsets.floor(offset)) {
            Optional<List<ProducerState>> states =
                    ProducerSnapshot.read(ByteBuffer.wrap(WholeFile.read(disk, path(candidate))));
            if (states.isPresent()) {
                return Optional.of(new Loaded(candidate, states.get()));
            }
            LOG.warn("Deleting the damaged producer snapshot {}; its state is rebuilt from the log", path(candidate));
            delete(candidate);
        }
        return Optional.empty();
    }

    /** Offset of the newest snapshot at or below {@code offset}. */
    public synchronized OptionalLong floor(long offset) {
        Long found = offsets.floor(offset);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Deletes those inside of segments but for the newest two: the recovery point stands at one of these. */
    public synchronized void thinOut(LongPredicate isSegmentStart) throws IOException {
        int inside = 0;
        for (Long offset : List.copyOf(offsets.descendingSet())) {
            if (!isSegmentStart.test(offset) && ++inside > KEPT_INSIDE_SEGMENTS) {
                delete(offset);
            }
        }
    }

    public synchronized boolean has(long offset) {
        return offsets.contains(offset);
    }

    /** Deletes snapshots below {@code from} and above {@code to}; returns whether there were any. */
    public synchronized boolean keepOnly(long from, long to) throws IOException {
        boolean deleted = false;
        for (Long offset : List.copyOf(offsets)) {
            if (offset < from || offset > to) {
                delete(offset);
                deleted = true;
            }
        }
        return deleted;
    }

    private void delete(long offset) throws IOException {
        offsets.remove(offset);
        disk.deleteIfExists(path(offset));
    }

    private Path path(long offset) {
        return SegmentName.path(folder, offset, SegmentName.PRODUCER_SNAPSHOT);
    }
}
