package io.weir.log.append;

import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import java.nio.ByteBuffer;

/**
 * Batches that may enter the log, but for their place in it.
 *
 * @param bytes whole batches between position and limit; the caller's own buffer where nothing had to be rewritten
 * @param maxTimestampMs largest timestamp of all records, -1 when none has one
 * @param logAppendTimeMs the time stamped on the batches, -1 when they keep their producer's
 */
public record PreparedBatches(ByteBuffer bytes, long maxTimestampMs, long logAppendTimeMs) {

    public Iterable<RecordBatch> batches() {
        return RecordBatches.of(bytes);
    }

    public RecordBatch first() {
        return RecordBatch.at(bytes, bytes.position());
    }

    public int sizeBytes() {
        return bytes.remaining();
    }

    public boolean isEmpty() {
        return !bytes.hasRemaining();
    }
}
