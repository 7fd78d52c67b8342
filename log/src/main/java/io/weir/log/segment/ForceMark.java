package io.weir.log.segment;

import java.io.IOException;

/**
 * What of a segment is to become durable: its batches up to a size, and its indexes when they were completed or changed.
 */
public record ForceMark(Segment segment, int sizeBytes, boolean indexesToo) {

    /** Forces the files one by one. */
    public void force() throws IOException {
        segment.force(this);
    }

    /** Notes that it is durable now. Not to be called when the segment was truncated since the mark was made. */
    public void done() {
        segment.markForced(this);
    }
}
