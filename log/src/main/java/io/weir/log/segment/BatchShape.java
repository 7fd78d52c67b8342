package io.weir.log.segment;

import io.weir.protocol.records.RecordBatch;

/** Whether bytes can be the header of a stored batch at all. */
final class BatchShape {

    private static final int SMALLEST_LENGTH = RecordBatch.HEADER_BYTES - RecordBatch.LOG_OVERHEAD_BYTES;

    private BatchShape() {}

    static boolean isPlausible(RecordBatch header, int availableBytes) {
        int length = header.lengthField();
        return length >= SMALLEST_LENGTH
                && length <= availableBytes - RecordBatch.LOG_OVERHEAD_BYTES
                && header.magic() == RecordBatch.MAGIC_V2
                && header.baseOffset() >= 0
                && header.lastOffsetDelta() >= 0;
    }
}
