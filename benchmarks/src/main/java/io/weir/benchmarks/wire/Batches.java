package io.weir.benchmarks.wire;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Record batches as producers send them, with values that compress about as well as logs and events do. */
public final class Batches {

    private static final String[] WORDS = {
        "order", "placed", "shipped", "customer", "warehouse", "berlin", "payment", "pending", "status", "item",
        "quantity", "price", "currency", "session", "click", "view", "cart", "total", "refund", "carrier"
    };

    /** Bytes of records in a batch, before compression, whatever the codec: batches hold the same records. */
    private static final int BATCH_BYTES = 1 << 16;

    private static final int RECORD_OVERHEAD_BYTES = 8;

    private Batches() {}

    /** How many records with values of this many bytes a batch of 64 KiB has. */
    public static int fullOf(int valueBytes) {
        return BATCH_BYTES / (valueBytes + RECORD_OVERHEAD_BYTES);
    }

    /** A batch of this many records with values of this many bytes; the seed decides what is in them. */
    public static ByteBuffer of(int records, int valueBytes, Compression compression, long seed) {
        RecordBatchBuilder builder = new RecordBatchBuilder(compression);
        SplittableRandom random = new SplittableRandom(seed);
        long now = System.currentTimeMillis();
        for (int i = 0; i < records; i++) {
            builder.append(now, null, ByteBuffer.wrap(value(valueBytes, random)));
        }
        return builder.build();
    }

    /** One value: words and numbers. */
    public static byte[] value(int bytes, SplittableRandom random) {
        StringBuilder text = new StringBuilder(bytes + 32);
        while (text.length() < bytes) {
            text.append(WORDS[random.nextInt(WORDS.length)])
                    .append('=')
                    .append(random.nextInt(1_000_000))
                    .append(' ');
        }
        return text.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }
}
