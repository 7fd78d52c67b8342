package io.weir.log.inspect;

import io.weir.log.segment.SegmentScan;
import java.io.IOException;

/** Looks at the batches of a segment, one after the other. */
interface BatchVisitor {

    /** @param at the scan, at a batch whose checksum is right */
    void batch(SegmentScan at) throws IOException;

    /** After the last batch. */
    void end() throws IOException;
}
