package io.weir.broker.wire;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** Record batches, whole and spoilt. */
public final class Batches {

    public static final int LENGTH_AT = 8;
    public static final int MAGIC_AT = 16;
    public static final int CRC_AT = 17;
    public static final int ATTRIBUTES_AT = 21;
    public static final int LAST_OFFSET_DELTA_AT = 23;
    public static final int BASE_TIMESTAMP_AT = 27;
    public static final int MAX_TIMESTAMP_AT = 35;
    public static final int RECORD_COUNT_AT = 57;
    public static final int HEADER_BYTES = 61;

    /** A time in 2024, so that no log takes a record for too young or too old. */
    public static final long TIME_MS = 1_720_000_000_000L;

    private Batches() {}

    /** A plain batch of so many records. */
    public static ByteBuffer of(int records) {
        return with(records, builder -> builder);
    }

    /** A batch made by this builder. */
    public static ByteBuffer with(int records, UnaryOperator<RecordBatchBuilder> settings) {
        return fill(settings.apply(RecordBatchBuilder.plain()), records);
    }

    /** A batch of an idempotent producer. */
    public static ByteBuffer sequenced(long producerId, int epoch, int firstSequence, int records) {
        return with(
                records, builder -> builder.producer(new ProducerSequence(producerId, (short) epoch, firstSequence)));
    }

    /** A compressed batch. */
    public static ByteBuffer compressed(CompressionType type, int records) {
        return fill(new RecordBatchBuilder(Compression.of(type)), records);
    }

    /** A record with a value of this size. */
    public static ByteBuffer large(CompressionType type, int valueBytes) {
        return new RecordBatchBuilder(Compression.of(type))
                .append(TIME_MS, text("key"), ByteBuffer.allocate(valueBytes))
                .build();
    }

    /** The same batch with something changed, and the checksum made right again. */
    public static ByteBuffer changed(ByteBuffer batch, Consumer<ByteBuffer> change) {
        ByteBuffer copy = spoilt(batch, change);
        CRC32C crc = new CRC32C();
        crc.update(copy.slice(ATTRIBUTES_AT, copy.remaining() - ATTRIBUTES_AT));
        return copy.putInt(CRC_AT, (int) crc.getValue());
    }

    /** The same batch with something changed, and the checksum as it was. */
    public static ByteBuffer spoilt(ByteBuffer batch, Consumer<ByteBuffer> change) {
        ByteBuffer copy = ByteBuffer.allocate(batch.remaining());
        copy.put(batch.duplicate()).flip();
        change.accept(copy);
        return copy;
    }

    /** The first bytes of it. */
    public static ByteBuffer cut(ByteBuffer batch, int sizeBytes) {
        return batch.slice(0, sizeBytes);
    }

    /** One after the other. */
    public static ByteBuffer joined(ByteBuffer... parts) {
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            all.put(part.duplicate());
        }
        return all.flip();
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer fill(RecordBatchBuilder builder, int records) {
        for (int i = 0; i < records; i++) {
            builder.append(TIME_MS + i, text("key-" + i), text("value-" + i));
        }
        return builder.build();
    }
}
