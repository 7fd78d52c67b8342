package io.weir.protocol.records;

import java.nio.ByteBuffer;

/**
 * The control record that ends a producer's transaction in a partition (KIP-98).
 *
 * @param isCommit whether the transaction's records become visible, or are skipped as aborted
 * @param coordinatorEpoch epoch of the transaction coordinator that wrote the marker; older ones are fenced
 */
public record EndTxnMarker(boolean isCommit, int coordinatorEpoch) {

    private static final short VALUE_VERSION = 0;
    private static final int VALUE_BYTES = Short.BYTES + Integer.BYTES;

    /**
     * Reads a marker.
     *
     * @throws InvalidBatchException if the record is no end-of-transaction marker, or damaged
     */
    public static EndTxnMarker of(Record record) {
        ControlType type = ControlType.of(record);
        if (type != ControlType.COMMIT && type != ControlType.ABORT) {
            throw InvalidBatchException.invalid(
                    "Control record at offset " + record.offset() + " is " + type + ", not the end of a transaction");
        }
        ByteBuffer value = record.value();
        if (value == null || value.remaining() < VALUE_BYTES || value.getShort(value.position()) < 0) {
            throw InvalidBatchException.invalid(
                    "End-of-transaction marker at offset " + record.offset() + " has a damaged value");
        }
        return new EndTxnMarker(type == ControlType.COMMIT, value.getInt(value.position() + Short.BYTES));
    }

    public ByteBuffer key() {
        return (isCommit ? ControlType.COMMIT : ControlType.ABORT).key();
    }

    public ByteBuffer value() {
        return ByteBuffer.allocate(VALUE_BYTES)
                .putShort(VALUE_VERSION)
                .putInt(coordinatorEpoch)
                .flip();
    }

    /** The control batch that carries this marker for a producer, with base offset 0 until the log assigns one. */
    public ByteBuffer toBatch(long producerId, short producerEpoch, long timestampMs) {
        return RecordBatchBuilder.plain()
                .producer(ProducerSequence.withoutSequence(producerId, producerEpoch))
                .transactional()
                .control()
                .append(timestampMs, key(), value())
                .build();
    }
}
