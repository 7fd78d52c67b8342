package io.weir.protocol.records;

import io.weir.protocol.compress.Compression;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one record batch. What describes the batch as a whole is set before the first record is appended; the sealed
 * batch is complete, checksum included, and ready for the log or the wire.
 *
 * <p>Offsets count up from the base offset unless given with a record. Not safe for use by several threads at once.
 */
public final class RecordBatchBuilder {

    private static final int FIRST_CAPACITY_BYTES = 512;

    private final Compression compression;
    private final GrowableBytes bytes = new GrowableBytes(FIRST_CAPACITY_BYTES);
    private final BatchHeader header = new BatchHeader();

    private int recordCount;
    private long lastOffset;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private boolean isLogAppendTime;

    public RecordBatchBuilder(Compression compression) {
        this.compression = compression;
        header.attributes |= (short) compression.type().id();
        bytes.skip(RecordBatch.HEADER_BYTES);
        baseOffset(0);
    }

    /** A builder of batches that are not compressed. */
    public static RecordBatchBuilder plain() {
        return new RecordBatchBuilder(Compression.NONE);
    }

    /** Offset of the first record, 0 unless set. */
    public RecordBatchBuilder baseOffset(long offset) {
        requireNoRecords();
        header.baseOffset = offset;
        lastOffset = offset - 1;
        return this;
    }

    /** {@link RecordBatch#NO_LEADER_EPOCH} unless set. */
    public RecordBatchBuilder leaderEpoch(int epoch) {
        header.partitionLeaderEpoch = epoch;
        return this;
    }

    public RecordBatchBuilder producer(ProducerSequence producer) {
        header.producer = producer;
        return this;
    }

    /** Makes the batch part of its producer's open transaction. */
    public RecordBatchBuilder transactional() {
        header.attributes |= RecordBatch.TRANSACTIONAL_FLAG;
        return this;
    }

    /** Makes this a control batch, whose records are for brokers and never handed to applications. */
    public RecordBatchBuilder control() {
        header.attributes |= RecordBatch.CONTROL_FLAG;
        return this;
    }

    /** Gives all records this timestamp in milliseconds, set by the broker, instead of their own. */
    public RecordBatchBuilder logAppendTime(long timestampMs) {
        header.attributes |= RecordBatch.LOG_APPEND_TIME_FLAG;
        isLogAppendTime = true;
        maxTimestamp = timestampMs;
        return this;
    }

    /** The time from which tombstones and markers of this batch may be removed (KIP-534). */
    public RecordBatchBuilder deleteHorizon(long timestampMs) {
        requireNoRecords();
        header.attributes |= RecordBatch.DELETE_HORIZON_FLAG;
        header.baseTimestamp = timestampMs;
        return this;
    }

    /** Appends a record without headers at the next offset. */
    public RecordBatchBuilder append(long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return append(timestampMs, key, value, List.of());
    }

    /** Appends a record at the next offset. */
    public RecordBatchBuilder append(
            long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<RecordHeader> headers) {
        return append(new Record(lastOffset + 1, timestampMs, key, value, headers));
    }

    /**
     * Appends a record at its own offset.
     *
     * @throws IllegalArgumentException if the offset is not behind that of the record before, or too far from the base
     */
    public RecordBatchBuilder append(Record record) {
        long offsetDelta = record.offset() - header.baseOffset;
        if (record.offset() <= lastOffset || offsetDelta > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Offset " + record.offset() + " cannot follow offset " + lastOffset
                    + " in a batch with base offset " + header.baseOffset);
        }
        if (recordCount == 0 && (header.attributes & RecordBatch.DELETE_HORIZON_FLAG) == 0) {
            header.baseTimestamp = record.timestampMs();
        }
        RecordWriter.write(bytes, record.timestampMs() - header.baseTimestamp, (int) offsetDelta, record);
        lastOffset = record.offset();
        recordCount++;
        if (!isLogAppendTime) {
            maxTimestamp = Math.max(maxTimestamp, record.timestampMs());
        }
        return this;
    }

    /**
     * Lets the batch end behind its last record, as compaction needs it when that record is removed.
     *
     * @throws IllegalArgumentException if a record has a later offset, or the offset is too far from the base
     */
    public RecordBatchBuilder lastOffset(long offset) {
        if (offset < lastOffset || offset - header.baseOffset > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A batch from " + header.baseOffset + " with records up to " + lastOffset
                    + " cannot end at offset " + offset);
        }
        lastOffset = offset;
        return this;
    }

    public int recordCount() {
        return recordCount;
    }

    /** Size in bytes of the batch so far, before compression. */
    public int sizeBytes() {
        return bytes.size();
    }

    /** The most bytes by which {@link #sizeBytes} grows when this record is appended. */
    public static long sizeUpperBound(Record record) {
        return RecordWriter.sizeUpperBound(record);
    }

    /**
     * Compresses and seals the batch. The builder is spent afterwards.
     *
     * @return the whole batch from index 0 to the limit
     * @throws IllegalStateException if there is neither a record nor a last offset
     */
    public ByteBuffer build() {
        if (lastOffset < header.baseOffset) {
            throw new IllegalStateException("A batch needs a record");
        }
        header.lastOffsetDelta = (int) (lastOffset - header.baseOffset);
        header.maxTimestamp = maxTimestamp;
        header.recordCount = recordCount;
        ByteBuffer batch = BatchCompressor.compress(bytes, compression);
        header.seal(batch);
        return batch;
    }

    private void requireNoRecords() {
        if (recordCount > 0) {
            throw new IllegalStateException("This has to be set before the first record");
        }
    }
}
