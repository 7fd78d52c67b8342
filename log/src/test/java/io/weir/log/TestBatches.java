package io.weir.log;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Batches as a client would send them. */
public final class TestBatches {

    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int RECORD_COUNT_AT = 57;

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

    /** A batch that holds two records and whose header says three, with a right checksum: nobody can read it. */
    public static ByteBuffer lying(CompressionType type, long timestampMs) {
        return checksummed(
                compressed(type, timestampMs, "first", "second"),
                header -> header.putInt(LAST_OFFSET_DELTA_AT, 2).putInt(RECORD_COUNT_AT, 3));
    }

    /** The same batch with something changed, and the checksum made right again. */
    public static ByteBuffer checksummed(ByteBuffer batch, Consumer<ByteBuffer> change) {
        ByteBuffer copy =
                ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        change.accept(copy);
        CRC32C crc = new CRC32C();
        crc.update(copy.slice(ATTRIBUTES_AT, copy.limit() - ATTRIBUTES_AT));
        return copy.putInt(CRC_AT, (int) crc.getValue());
    }

    private static ByteBuffer of(RecordBatchBuilder builder, long timestampMs, String... values) {
        for (String value : values) {
            builder.append(timestampMs, null, utf8(value));
        }
        return builder.build();
    }
}
