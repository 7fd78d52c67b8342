package io.weir.log.segment;

import java.io.IOException;

/** What of a segment is to become durable: its batches up to a size, and its indexes when they were completed or changed. */
public final class ForceMark {

    private final SegmentDurability durability;
    private final int sizeBytes;
    private final int indexChanges;
    private final int doubtsSeen;

    ForceMark(SegmentDurability durability, int sizeBytes, int indexChanges, int doubtsSeen) {
        this.durability = durability;
        this.sizeBytes = sizeBytes;
        this.indexChanges = indexChanges;
        this.doubtsSeen = doubtsSeen;
    }

    /** Writes what is only in memory: to be done before the force, because only this may find the disk full. */
    public void write() throws IOException {
        durability.write(this);
    }

    /** Forces the files one by one. */
    public void force() throws IOException {
        durability.force(this);
    }

    /** Notes that it is durable now. */
    public void done() {
        durability.done(this);
    }

    int sizeBytes() {
        return sizeBytes;
    }

    int indexChanges() {
        return indexChanges;
    }

    int doubtsSeen() {
        return doubtsSeen;
    }
}
