package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes arrive as a batch, reading ends in success or in one kind of exception, and memory stays bounded. */
class HostileBatchTest {

    private static final int MUTATIONS = 4_000;
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefused(CompressionType type) {
        // given
        ByteBuffer whole = produced(type, 3);

        for (int length = 0; length < Math.min(whole.limit(), 3_000); length++) {
            ByteBuffer torn = whole.slice(0, length);

            // when, then
            assertThat(refusalOf(torn, HostileBatchTest::check))
                    .as("length %d", length)
                    .isTrue();

            // and given: the header agrees that the batch ends here
            if (length >= RecordBatch.HEADER_BYTES) {
                ByteBuffer shorter = ByteBuffer.wrap(bytesOf(whole, length));
                RecordBatch.at(shorter, 0).replaceRecords(type, length);

                // when, then
                assertThat(refusalOf(shorter, HostileBatchTest::check))
                        .as("length %d", length)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mutationsAreReadOrRefused(CompressionType type) {
        int refused = 0;
        long allocatedBefore = allocatedBytes();
        for (long seed = 0; seed < MUTATIONS; seed++) {
            // given
            Random random = new Random(seed);
            ByteBuffer bytes = ByteBuffer.wrap(mutate(random, produced(type, seed % 10)));
            if (random.nextInt(10) > 0) {
                RecordBatch.at(bytes, 0).replaceRecords(type, bytes.limit());
            }

            // when
            boolean walkRefused = refusalOf(bytes, HostileBatchTest::check);
            boolean readRefused = refusalOf(bytes, HostileBatchTest::readAll);
            boolean searchRefused = refusalOf(bytes, HostileBatchTest::search);

            // then
            assertThat(walkRefused || !readRefused)
                    .as("what the walk accepts can be read, seed %d", seed)
                    .isTrue();
            assertThat(walkRefused || !searchRefused)
                    .as("what the walk accepts can be searched, seed %d", seed)
                    .isTrue();
            refused += walkRefused ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 4);
        assertThat((allocatedBytes() - allocatedBefore) / MUTATIONS)
                .as("bytes for each")
                .isLessThan(2 * MIB);
    }

    @ParameterizedTest
    @EnumSource
    void noiseIsRefused(CompressionType type) {
        for (long seed = 0; seed < MUTATIONS; seed++) {
            // given
            Random random = new Random(seed);
            byte[] noise = new byte[RecordBatch.HEADER_BYTES + random.nextInt(300)];
            random.nextBytes(noise);
            ByteBuffer bytes = ByteBuffer.wrap(noise);
            bytes.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC_V2);
            bytes.putInt(RecordBatch.RECORD_COUNT_AT, 1 + random.nextInt(5));
            RecordBatch.at(bytes, 0).replaceRecords(type, noise.length);

            // when, then
            assertThat(refusalOf(bytes, HostileBatchTest::check)).isTrue();
            refusalOf(bytes, HostileBatchTest::readAll);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4", "ZSTD"})
    void oneHugeRecordIsWalkedWithoutMemoryAndRefusedByTheReader(CompressionType type) throws Exception {
        // given: a record of 100 MiB of zeros
        int valueBytes = 100 * MIB;
        RecordBatch batch = hugeRecord(type, valueBytes);
        long allocatedBefore = allocatedBytes();

        // when
        WalkedRecords walked = RecordWalker.walk(batch, RecordRules.NONE);
        boolean readRefused = refusalOf(batch.bytes(), bytes -> {
            try (RecordReader reader = RecordBatch.at(bytes, 0).records(MIB)) {
                reader.next();
            }
        });

        // then
        assertThat(walked.plainBytes()).isGreaterThan(valueBytes);
        assertThat(readRefused).isTrue();
        assertThat(allocatedBytes() - allocatedBefore).isLessThan(MIB);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatClaimsToBeHugeGetsNoMemory(CompressionType type) throws Exception {
        // given: a size of 2 GiB - 1 and nothing behind it
        var out = new GrowableBytes(200);
        out.write(RecordBatchBuilder.plain().append(1, null, null).build().limit(RecordBatch.HEADER_BYTES));
        try (OutputStream records = Compression.of(type).compressInto(out)) {
            records.write(new byte[] {-2, -1, -1, -1, 15, 0, 0, 0, 0});
        }
        ByteBuffer bytes = out.toBuffer();
        RecordBatch.at(bytes, 0).replaceRecords(type, bytes.limit());
        long allocatedBefore = allocatedBytes();

        // when
        boolean refused = refusalOf(bytes, HostileBatchTest::readAll) && refusalOf(bytes, HostileBatchTest::check);

        // then
        assertThat(refused).isTrue();
        assertThat(allocatedBytes() - allocatedBefore).isLessThan(MIB);
    }

    private static ByteBuffer produced(CompressionType type, long seed) {
        RecordBatchBuilder builder = new RecordBatchBuilder(Compression.of(type));
        new RandomRecords(seed).from(0).forEach(builder::append);
        return builder.build();
    }

    private static byte[] mutate(Random random, ByteBuffer batch) {
        byte[] bytes = bytesOf(batch, batch.limit());
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Mostly the records: the header has few secrets. Its magic stays, or nothing else would be reached.
            int from = random.nextInt(5) == 0 ? RecordBatch.ATTRIBUTES_AT : RecordBatch.HEADER_BYTES;
            int reach = random.nextBoolean() ? Math.min(60, bytes.length - from) : bytes.length - from;
            bytes[from + random.nextInt(reach)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(bytes, RecordBatch.HEADER_BYTES + random.nextInt(bytes.length))
                : bytes;
    }

    private static byte[] bytesOf(ByteBuffer batch, int length) {
        byte[] bytes = new byte[length];
        batch.get(0, bytes);
        return bytes;
    }

    private static void check(ByteBuffer bytes) {
        RecordBatch batch = ProducedBatch.check(bytes);
        RecordWalker.walk(batch, RecordRules.NONE.withKeyRequired(true));
    }

    private static void readAll(ByteBuffer bytes) {
        for (RecordBatch batch : RecordBatches.of(bytes)) {
            try (RecordReader reader = batch.records(4 * MIB)) {
                reader.forEachRemaining(record -> record.headers().forEach(RecordHeader::key));
            }
        }
    }

    private static void search(ByteBuffer bytes) {
        Iterator<RecordBatch> batches = RecordBatches.of(bytes).iterator();
        while (batches.hasNext()) {
            TimestampSearch.latest(batches.next());
        }
    }

    private static boolean refusalOf(ByteBuffer bytes, Consumer<ByteBuffer> reading) {
        try {
            reading.accept(bytes);
            return false;
        } catch (InvalidBatchException e) {
            assertThat(e).hasMessageNotContaining("null");
            return true;
        }
    }

    private static RecordBatch hugeRecord(CompressionType type, int valueBytes) throws Exception {
        var out = new GrowableBytes(MIB);
        out.write(RecordBatchBuilder.plain().append(1, null, null).build().limit(RecordBatch.HEADER_BYTES));
        var prefix = new GrowableBytes(100);
        prefix.writeVarint(3 + 1 + 4 + 1 + valueBytes);
        prefix.write(new byte[] {0, 0, 0, 1}, 0, 4);
        prefix.writeVarint(valueBytes);
        try (OutputStream records = Compression.of(type).compressInto(out)) {
            records.write(prefix.array(), 0, prefix.size());
            byte[] zeros = new byte[MIB];
            for (int i = 0; i < valueBytes / MIB; i++) {
                records.write(zeros);
            }
            records.write(0);
        }
        ByteBuffer bytes = out.toBuffer();
        RecordBatch batch = RecordBatch.at(bytes, 0);
        batch.replaceRecords(type, bytes.limit());
        return batch;
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
