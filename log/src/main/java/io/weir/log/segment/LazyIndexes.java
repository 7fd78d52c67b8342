package io.weir.log.segment;

import io.weir.log.config.SegmentConfig;
import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The indexes of a segment, read when they are first needed and rebuilt when they are missing or damaged. */
final class LazyIndexes {

    private final Disk disk;
    private final Path folder;
    private final long baseOffset;
    private final SegmentFile file;
    private volatile @Nullable SegmentIndexes indexes;
    private boolean retired;

    /** What the names of the files end in, behind what makes them indexes: nothing for those of a log. */
    private volatile String state;

    LazyIndexes(Disk disk, Path folder, long baseOffset, SegmentFile file, String state) {
        this.disk = disk;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.file = file;
        this.state = state;
    }

    /** The segment is new: there is nothing to read. */
    void startFresh() {
        indexes = SegmentIndexes.createFresh(disk, folder, baseOffset, state);
    }

    /** Starts anew, with nothing in them. */
    SegmentIndexes reset() throws IOException {
        SegmentIndexes fresh = SegmentIndexes.create(disk, folder, baseOffset, state);
        indexes = fresh;
        return fresh;
    }

    /** @param segmentBytes size of the segment they are about */
    SegmentIndexes get(int segmentBytes) throws IOException {
        SegmentIndexes seen = indexes;
        return seen != null ? seen : load(segmentBytes);
    }

    boolean hasUnwritten() {
        SegmentIndexes seen = indexes;
        return seen != null && seen.hasUnwritten();
    }

    void spill() throws IOException {
        SegmentIndexes seen = indexes;
        if (seen != null && seen.hasUnwritten()) {
            seen.spill();
        }
    }

    void close() throws IOException {
        SegmentIndexes seen = indexes;
        if (seen != null) {
            seen.close();
        }
    }

    /** Renames the files, also under those who use them. */
    synchronized void renameTo(String newState) throws IOException {
        SegmentIndexes seen = indexes;
        SegmentIndexes moved = seen != null ? seen : SegmentIndexes.createFresh(disk, folder, baseOffset, state);
        moved.renameTo(folder, baseOffset, newState);
        state = newState;
    }

    /** As {@link #renameTo}; indexes that were not read before cannot be read any more. */
    synchronized void retire(String newState) throws IOException {
        retired = true;
        renameTo(newState);
    }

    String state() {
        return state;
    }

    /** After a truncation: finds the largest timestamp again, from where the time index knows it. */
    void catchUp(SegmentIndexes cut, int segmentBytes) throws IOException {
        int start = cut.offsets().floor(cut.times().last().offset()).position();
        file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, start, segmentBytes);
            while (walk.advance()) {
                cut.observe(walk.span());
            }
            return walk.nextPosition();
        });
    }

    private synchronized SegmentIndexes load(int segmentBytes) throws IOException {
        SegmentIndexes loaded = indexes;
        if (loaded == null) {
            if (retired) {
                throw new NoSuchFileException("the indexes of segment " + baseOffset + " in " + folder);
            }
            if (SegmentIndexes.exist(disk, folder, baseOffset, state)) {
                loaded = SegmentIndexes.open(disk, folder, baseOffset, state);
            }
            if (loaded == null || !loaded.isSound(segmentBytes)) {
                loaded = rebuild(segmentBytes);
            }
            indexes = loaded;
        }
        return loaded;
    }

    private SegmentIndexes rebuild(int segmentBytes) throws IOException {
        SegmentIndexes rebuilt = SegmentIndexes.create(disk, folder, baseOffset, state);
        file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, 0, segmentBytes);
            long next = baseOffset;
            // What a crash left may look like a header, of an offset that was long before.
            while (walk.advance() && walk.span().baseOffset() >= next) {
                next = walk.header().nextOffset();
                rebuilt.add(walk.span(), SegmentConfig.DEFAULTS.indexIntervalBytes());
            }
            return walk.nextPosition();
        });
        return rebuilt;
    }
}
