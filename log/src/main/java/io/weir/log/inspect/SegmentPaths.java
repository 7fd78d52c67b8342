package io.weir.log.inspect;

import io.weir.log.segment.SegmentName;
import java.nio.file.Path;

/** Where the files of a segment are, or would be. */
record SegmentPaths(Path folder, long baseOffset) {

    Path log() {
        return SegmentName.path(folder, baseOffset, SegmentName.LOG);
    }

    Path offsetIndex() {
        return SegmentName.path(folder, baseOffset, SegmentName.OFFSET_INDEX);
    }

    Path timeIndex() {
        return SegmentName.path(folder, baseOffset, SegmentName.TIME_INDEX);
    }

    Path transactionIndex() {
        return SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX);
    }
}
