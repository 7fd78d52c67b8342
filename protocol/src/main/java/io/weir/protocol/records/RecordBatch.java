package io.weir.protocol.records;

import io.weir.protocol.compress.CompressionType;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A view of one record batch (message format v2) in a buffer. Nothing is copied; nothing is decompressed.
 *
 * <p>Layout after the Kafka protocol guide, "Record Batch": a header of {@value #HEADER_BYTES} bytes, then the records,
 * compressed as a whole. The CRC-32C covers everything from the attributes on, so the base offset and the partition
 * leader epoch can be patched without computing it again.
 *
 * <p>The view trusts its buffer: whoever makes one from foreign bytes validates it first.
 */
public final class RecordBatch {

    /** The only record format that is stored or served. */
    public static final byte MAGIC_V2 = 2;

    /** Bytes of base offset and length, which the length field does not count. */
    public static final int LOG_OVERHEAD_BYTES = 12;

    public static final int HEADER_BYTES = 61;

    public static final long NO_PRODUCER_ID = -1L;
    public static final short NO_PRODUCER_EPOCH = -1;
    public static final int NO_SEQUENCE = -1;
    public static final long NO_TIMESTAMP = -1L;
    public static final int NO_LEADER_EPOCH = -1;

    static final int LENGTH_AT = 8;
    static final int LEADER_EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int LAST_OFFSET_DELTA_AT = 23;
    static final int BASE_TIMESTAMP_AT = 27;
    static final int MAX_TIMESTAMP_AT = 35;
    static final int PRODUCER_ID_AT = 43;
    static final int PRODUCER_EPOCH_AT = 51;
    static final int BASE_SEQUENCE_AT = 53;
    static final int RECORD_COUNT_AT = 57;

    private static final int COMPRESSION_MASK = 0x07;
    static final int LOG_APPEND_TIME_FLAG = 0x08;
    static final int TRANSACTIONAL_FLAG = 0x10;
    static final int CONTROL_FLAG = 0x20;
    static final int DELETE_HORIZON_FLAG = 0x40;

    private final ByteBuffer buffer;
    private final int start;

    private RecordBatch(ByteBuffer buffer, int start) {
        this.buffer = buffer;
        this.start = start;
    }

    /** A view of the batch that begins at absolute index {@code start} of a big-endian buffer. */
    public static RecordBatch at(ByteBuffer buffer, int start) {
        return new RecordBatch(buffer, start);
    }

    public long baseOffset() {
        return buffer.getLong(start);
    }

    /** The length field: bytes after it, that is the whole batch less {@value #LOG_OVERHEAD_BYTES}. */
    public int lengthField() {
        return buffer.getInt(start + LENGTH_AT);
    }

    /** Size of the whole batch in bytes, header included. */
    public int sizeBytes() {
        return LOG_OVERHEAD_BYTES + lengthField();
    }

    public int partitionLeaderEpoch() {
        return buffer.getInt(start + LEADER_EPOCH_AT);
    }

    public byte magic() {
        return buffer.get(start + MAGIC_AT);
    }

    /** The stored checksum, unsigned. */
    public long crc() {
        return Integer.toUnsignedLong(buffer.getInt(start + CRC_AT));
    }

    public short attributes() {
        return buffer.getShort(start + ATTRIBUTES_AT);
    }

    /** The codec named by the attributes. */
    public CompressionType compression() {
        return CompressionType.forId(attributes() & COMPRESSION_MASK);
    }

    /** True when timestamps were set by the broker on append, false when by the producer. */
    public boolean isLogAppendTime() {
        return (attributes() & LOG_APPEND_TIME_FLAG) != 0;
    }

    public boolean isTransactional() {
        return (attributes() & TRANSACTIONAL_FLAG) != 0;
    }

    public boolean isControl() {
        return (attributes() & CONTROL_FLAG) != 0;
    }

    /** True when the base timestamp holds the time from which tombstones may go (KIP-534). */
    public boolean hasDeleteHorizon() {
        return (attributes() & DELETE_HORIZON_FLAG) != 0;
    }

    /** The time from which tombstones may go, where {@link #hasDeleteHorizon}. */
    public long deleteHorizonMs() {
        return baseTimestamp();
    }

    public int lastOffsetDelta() {
        return buffer.getInt(start + LAST_OFFSET_DELTA_AT);
    }

    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    public long nextOffset() {
        return lastOffset() + 1;
    }

    public long baseTimestamp() {
        return buffer.getLong(start + BASE_TIMESTAMP_AT);
    }

    public long maxTimestamp() {
        return buffer.getLong(start + MAX_TIMESTAMP_AT);
    }

    public long producerId() {
        return buffer.getLong(start + PRODUCER_ID_AT);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buffer.getShort(start + PRODUCER_EPOCH_AT);
    }

    public int baseSequence() {
        return buffer.getInt(start + BASE_SEQUENCE_AT);
    }

    /** The sequence of the last record; wraps from {@link Integer#MAX_VALUE} to 0. */
    public int lastSequence() {
        int base = baseSequence();
        if (base == NO_SEQUENCE) {
            return NO_SEQUENCE;
        }
        return (int) ((base + (long) lastOffsetDelta()) & Integer.MAX_VALUE);
    }

    /** The number of records the header claims. */
    public int recordCount() {
        return buffer.getInt(start + RECORD_COUNT_AT);
    }

    /** Computes the CRC-32C over attributes to end and compares it with the stored one. */
    public boolean isCrcValid() {
        return crc() == computeCrc();
    }

    /** Gives the batch its place in the log. The checksum does not cover these two fields. */
    public void assign(long baseOffset, int partitionLeaderEpoch) {
        buffer.putLong(start, baseOffset);
        buffer.putInt(start + LEADER_EPOCH_AT, partitionLeaderEpoch);
    }

    /** Sets the append time as the batch's timestamp and renews the checksum. */
    public void stampLogAppendTime(long timestampMs) {
        stamp(attributes() | LOG_APPEND_TIME_FLAG, timestampMs);
    }

    /**
     * Leaves the records the times their producer gave them, and corrects the header where it says otherwise: Kafka
     * trusts no producer's claim about the latest of its timestamps. Renews the checksum only when something changed.
     */
    public void stampCreateTime(long maxTimestampMs) {
        stamp(attributes() & ~LOG_APPEND_TIME_FLAG, maxTimestampMs);
    }

    private void stamp(int attributes, long maxTimestampMs) {
        if (attributes != attributes() || maxTimestampMs != maxTimestamp()) {
            buffer.putShort(start + ATTRIBUTES_AT, (short) attributes);
            buffer.putLong(start + MAX_TIMESTAMP_AT, maxTimestampMs);
            renewCrc();
        }
    }

    /** Tells the header that other bytes of records follow it, up to {@code sizeBytes} from its start. */
    void replaceRecords(CompressionType codec, int sizeBytes) {
        buffer.putInt(start + LENGTH_AT, sizeBytes - LOG_OVERHEAD_BYTES);
        buffer.putShort(start + ATTRIBUTES_AT, (short) ((attributes() & ~COMPRESSION_MASK) | codec.id()));
        renewCrc();
    }

    void renewCrc() {
        buffer.putInt(start + CRC_AT, (int) computeCrc());
    }

    /** The whole batch, as a slice that shares the buffer's bytes. */
    public ByteBuffer bytes() {
        return buffer.slice(start, sizeBytes());
    }

    /** The records after the header as stored, compressed or not, as a slice that shares the buffer's bytes. */
    public ByteBuffer recordsBytes() {
        return buffer.slice(start + HEADER_BYTES, sizeBytes() - HEADER_BYTES);
    }

    /** The records, for batches of our own making or already validated. */
    public RecordReader records() {
        return records(Integer.MAX_VALUE);
    }

    /**
     * The records of a batch from anywhere.
     *
     * @param maxRecordBytes a larger record in a compressed batch is refused instead of copied to the heap
     * @throws InvalidBatchException if the records do not even begin as the codec demands
     */
    public RecordReader records(int maxRecordBytes) {
        return RecordReader.open(this, maxRecordBytes);
    }

    /**
     * A batch without records that keeps this one's place in the log, producer and sequence: what compaction leaves of
     * a batch whose producer may still send duplicates.
     */
    public ByteBuffer withoutRecords() {
        ByteBuffer copy = ByteBuffer.allocate(HEADER_BYTES).put(0, buffer, start, HEADER_BYTES);
        copy.putLong(BASE_TIMESTAMP_AT, NO_TIMESTAMP);
        copy.putInt(RECORD_COUNT_AT, 0);
        copy.putShort(ATTRIBUTES_AT, (short) (attributes() & ~DELETE_HORIZON_FLAG));
        at(copy, 0).replaceRecords(CompressionType.NONE, HEADER_BYTES);
        return copy;
    }

    private long computeCrc() {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(start + ATTRIBUTES_AT, sizeBytes() - ATTRIBUTES_AT));
        return crc.getValue();
    }
}
