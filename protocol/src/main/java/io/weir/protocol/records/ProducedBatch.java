package io.weir.protocol.records;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * The rules a batch has to keep when a client produces it, as far as its header shows. {@link RecordWalker} checks the
 * records.
 *
 * <p>The rules and their error codes are those of Kafka's LogValidator for appends that come from clients. What depends
 * on the topic or on the request's version is not known here: {@code max.message.bytes}, which the caller has to check
 * before anything is decompressed, and zstd before version 7.
 */
public final class ProducedBatch {

    private ProducedBatch() {}

    /**
     * The one batch of a partition in a produce request, with a valid checksum and a header that does not contradict
     * itself.
     *
     * @throws InvalidBatchException with Kafka's error code and a message that says what is wrong
     */
    public static RecordBatch check(ByteBuffer records) {
        Iterator<RecordBatch> batches = RecordBatches.of(records).iterator();
        require(batches.hasNext(), () -> "There must be one record batch per partition, but there is none");
        RecordBatch batch = batches.next();
        // Before anything else is believed: a length that was damaged on the way leaves bytes over, too.
        if (!batch.isCrcValid()) {
            throw InvalidBatchException.corrupt("Record batch has checksum " + batch.crc()
                    + " which does not match its content: it was damaged on the way");
        }
        require(!batches.hasNext(), () -> "There must be one record batch per partition, but there are more");
        checkCodec(batch);
        checkOffsets(batch);
        if (batch.isLogAppendTime()) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_TIMESTAMP, "Producers must not set the timestamp type to LogAppendTime");
        }
        require(!batch.isControl(), () -> "Clients are not allowed to write control records");
        require(
                !batch.hasProducerId() || batch.baseSequence() >= 0,
                () -> "Record batch of producer " + batch.producerId() + " has invalid sequence number "
                        + batch.baseSequence());
        return batch;
    }

    private static void checkCodec(RecordBatch batch) {
        try {
            batch.compression();
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkOffsets(RecordBatch batch) {
        int count = batch.recordCount();
        require(
                batch.baseOffset() == 0,
                () -> "Base offset of a produced batch must be 0, but is " + batch.baseOffset());
        require(count > 0, () -> "Record batch claims to hold " + count + " records");
        require(
                batch.lastOffsetDelta() == count - 1,
                () -> "Record batch claims to hold " + count + " records but its last offset delta is "
                        + batch.lastOffsetDelta());
    }

    /** The message is only made when it is needed: every produced batch comes through here. */
    private static void require(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw InvalidBatchException.invalid(message.get());
        }
    }
}
