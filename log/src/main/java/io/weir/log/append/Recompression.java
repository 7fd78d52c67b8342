package io.weir.log.append;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;

/** Brings a batch to the codec its topic asks for ({@code compression.type}). */
final class Recompression {

    private Recompression() {}

    /** A copy of a validated batch of a client, with the same records. */
    static ByteBuffer recompress(RecordBatch batch, Compression target) {
        RecordBatchBuilder builder = new RecordBatchBuilder(target)
                .baseOffset(batch.baseOffset())
                .producer(new ProducerSequence(batch.producerId(), batch.producerEpoch(), batch.baseSequence()));
        if (batch.isTransactional()) {
            builder.transactional();
        }
        try (RecordReader records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                builder.append(record);
            }
        }
        return builder.build();
    }
}
