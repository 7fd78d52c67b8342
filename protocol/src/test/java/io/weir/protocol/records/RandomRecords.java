package io.weir.protocol.records;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records with everything a record may have, from a seed: nulls, empty and large values, headers, odd timestamps. */
final class RandomRecords {

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    /** One record or more, at offsets without gaps. */
    List<Record> from(long baseOffset) {
        List<Record> records = new ArrayList<>();
        int count = 1 + random.nextInt(1 << random.nextInt(8));
        long timestamp = random.nextInt(10) == 0 ? RecordBatch.NO_TIMESTAMP : 1_700_000_000_000L;
        for (int i = 0; i < count; i++) {
            timestamp = Math.max(RecordBatch.NO_TIMESTAMP, timestamp + random.nextInt(2_000) - 900);
            records.add(new Record(baseOffset + i, timestamp, buffer(40), buffer(valueBound()), headers()));
        }
        return records;
    }

    private int valueBound() {
        return random.nextInt(50) == 0 ? 200_000 : 300;
    }

    private List<RecordHeader> headers() {
        List<RecordHeader> headers = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
        for (int i = 0; i < count; i++) {
            headers.add(RecordHeader.of("kéy-" + random.nextInt(5), bytes(20)));
        }
        return headers;
    }

    private @Nullable ByteBuffer buffer(int bound) {
        byte[] bytes = bytes(bound);
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private byte @Nullable [] bytes(int bound) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(bound)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }
}
