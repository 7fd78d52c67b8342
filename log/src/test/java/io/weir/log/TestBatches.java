package io.weir.log;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Batches as a client would send them. */
public final class TestBatches {

    private TestBatches() {}

    public static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One record for each value, all at one time, without keys. */
    public static ByteBuffer plain(long timestampMs, String... values) {
        return of(RecordBatchBuilder.plain(), timestampMs, values);
    }

    public static ByteBuffer compressed(CompressionType type, long timestampMs, String... values) {
        return of(new RecordBatchBuilder(Compression.of(type)), timestampMs, values);
    }

    public static ByteBuffer idempotent(long producerId, int epoch, int sequence, long timestampMs, String... values) {
        return of(
                RecordBatchBuilder.plain().producer(new ProducerSequence(producerId, (short) epoch, sequence)),
                timestampMs,
                values);
    }

    public static ByteBuffer transactional(
            long producerId, int epoch, int sequence, long timestampMs, String... values) {
        return of(
                RecordBatchBuilder.plain()
                        .producer(new ProducerSequence(producerId, (short) epoch, sequence))
                        .transactional(),
                timestampMs,
                values);
    }

    public static ByteBuffer marker(long producerId, int epoch, boolean commit, long timestampMs) {
        return new EndTxnMarker(commit, 0).toBatch(producerId, (short) epoch, timestampMs);
    }

    private static ByteBuffer of(RecordBatchBuilder builder, long timestampMs, String... values) {
        for (String value : values) {
            builder.append(timestampMs, null, utf8(value));
        }
        return builder.build();
    }
}
