package io.weir.log.producer;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshot files of one partition folder. Thread-safe. */
public final class ProducerSnapshots {

    /** Producers as of an offset. */
    public record Loaded(long offset, List<ProducerState> states) {}

    private static final Logger LOG = LoggerFactory.getLogger(ProducerSnapshots.class);

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
