package io.weir.log.segment;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps account of what of a segment is on the disk, and puts the rest there. */
final class SegmentDurability {

    /** After a crash: what is readable need not be durable. */
    private static final int NOTHING = -1;

    private final Segment segment;
    private final SegmentFiles files;
    private volatile int forcedBytes;

    /** How often the indexes were changed, and how many of those changes are durable: more may come during a force. */
    private final AtomicInteger indexChanges = new AtomicInteger();

    private volatile int forcedIndexChanges;

    /** How often it was found that the file need not be what its size says: marks from before tell nothing. */
    private final AtomicInteger doubts = new AtomicInteger();

    /** @param forcedBytes size of the file when it was found */
    SegmentDurability(Segment segment, SegmentFiles files, int forcedBytes) {
        this.segment = segment;
        this.files = files;
        this.forcedBytes = forcedBytes;
    }

    /** The indexes were completed or changed. */
    void indexesChanged() {
        indexChanges.incrementAndGet();
    }

    /** The segment was cut, durably. */
    void cutAt(int position) {
        doubts.incrementAndGet();
        forcedBytes = Math.min(forcedBytes, position);
    }

    /** Nothing is known to be durable. */
    void assumeNothing(boolean indexesToo) {
        doubts.incrementAndGet();
        forcedBytes = NOTHING;
        if (indexesToo) {
            indexChanges.incrementAndGet();
        }
    }

    /** A write failed, and what it left was cut off: a power cut may bring it back until the file is forced. */
    void writeFailed() {
        assumeNothing(false);
    }

    /** Notes what is not durable yet; empty when everything is. */
    Optional<ForceMark> begin() {
        int doubtsSeen = doubts.get();
        int size = segment.sizeBytes();
        int changes = indexChanges.get();
        return size == forcedBytes && changes == forcedIndexChanges
                ? Optional.empty()
                : Optional.of(new ForceMark(this, size, changes, doubtsSeen));
    }

    void write(ForceMark mark) throws IOException {
        if (mark.indexChanges() != forcedIndexChanges) {
            files.transactions().spill();
        }
    }

    void force(ForceMark mark) throws IOException {
        if (mark.sizeBytes() != forcedBytes) {
            files.batches().force();
        }
        if (mark.indexChanges() != forcedIndexChanges) {
            files.transactions().force();
            segment.indexes().force();
        }
    }

    void done(ForceMark mark) {
        if (mark.doubtsSeen() == doubts.get()) {
            forcedBytes = mark.sizeBytes();
            if (segment.sizeBytes() == mark.sizeBytes()) {
                files.batches().forcedWithOthers();
            }
        }
        forcedIndexChanges = mark.indexChanges();
    }
}
