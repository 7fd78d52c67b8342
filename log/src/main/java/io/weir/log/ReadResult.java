package io.weir.log;

import io.weir.protocol.types.Payload;

/** The outcome of a read. */
public sealed interface ReadResult {

    long logStartOffset();

    /** Offset after the last record of the log. */
    long logEndOffset();

    /**
     * Whole batches but for the last, which may be cut off by the byte limit. The first may begin before the offset asked
     * for. Close the payload after sending when it is {@link AutoCloseable}.
     *
     * @param payload empty when nothing lies between the offset and the upper bound
     * @param nextOffset behind the last whole batch of the payload, or behind the gap that compaction left there; where the
     *     byte limit cuts batches off, about there, in proportion to the bytes: nobody looks into them to find out
     * @param isFirstBatchTooLarge true when it is empty because the first batch is larger than the limit
     */
    record Data(Payload payload, long nextOffset, boolean isFirstBatchTooLarge, long logStartOffset, long logEndOffset)
            implements ReadResult {}

    /** The offset lies before the log's start or behind its end. */
    record OutOfRange(long logStartOffset, long logEndOffset) implements ReadResult {}
}
