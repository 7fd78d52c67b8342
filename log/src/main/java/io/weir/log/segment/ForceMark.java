package io.weir.log.segment;

import java.io.IOException;

/** What of a segment is to become durable: its batches up to a size, and its indexes when they were completed or changed. */
public final class ForceMark {

    private final SegmentDurability durability;
    private final int sizeBytes;
    private final boolean indexesToo;

    ForceMark(SegmentDurability durability, int sizeBytes, boolean indexesToo) {
        this.durability = durability;
        this.sizeBytes = sizeBytes;
        this.indexesToo = indexesToo;
    }

    /** Forces the files one by one. */
    public void force() throws IOException {
        durability.force(this);
    }

    /** Notes that it is durable now. Not to be called when the segment was truncated since the mark was made. */
    public void done() {
        durability.done(this);
    }

    int sizeBytes() {
        return sizeBytes;
    }

    boolean indexesToo() {
        return indexesToo;
    }
}
