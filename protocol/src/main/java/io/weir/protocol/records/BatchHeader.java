package io.weir.protocol.records;

import java.nio.ByteBuffer;

/** The fields of a batch's header while the batch is being built. */
final class BatchHeader {

    long baseOffset;
    int partitionLeaderEpoch = RecordBatch.NO_LEADER_EPOCH;
    short attributes;
    int lastOffsetDelta;
    long baseTimestamp = RecordBatch.NO_TIMESTAMP;
    long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    ProducerSequence producer = ProducerSequence.NONE;
    int recordCount;

    /** Writes the header in front of the records that begin at index 61, with the checksum over both. */
    void seal(ByteBuffer batch) {
        batch.putLong(0, baseOffset);
        batch.putInt(RecordBatch.LENGTH_AT, batch.limit() - RecordBatch.LOG_OVERHEAD_BYTES);
        batch.putInt(RecordBatch.LEADER_EPOCH_AT, partitionLeaderEpoch);
        batch.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC_V2);
        batch.putShort(RecordBatch.ATTRIBUTES_AT, attributes);
        batch.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, lastOffsetDelta);
        batch.putLong(RecordBatch.BASE_TIMESTAMP_AT, baseTimestamp);
        batch.putLong(RecordBatch.MAX_TIMESTAMP_AT, maxTimestamp);
        batch.putLong(RecordBatch.PRODUCER_ID_AT, producer.producerId());
        batch.putShort(RecordBatch.PRODUCER_EPOCH_AT, producer.producerEpoch());
        batch.putInt(RecordBatch.BASE_SEQUENCE_AT, producer.baseSequence());
        batch.putInt(RecordBatch.RECORD_COUNT_AT, recordCount);
        RecordBatch.at(batch, 0).renewCrc();
    }
}
