package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.compress.PlainChunks;
import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A walk that recognizes common records finds what one finds that reads all of them closely, in good batches and bad. */
class CommonRecordTest {

    private static final int SEEDS = 500;
    private static final int CHANGES = 20;

    @Test
    void changesNothingOfWhatAWalkFinds() {
        int good = 0;
        int bad = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            ByteBuffer bytes = batch(new RandomRecords(seed).from(0));
            Random random = new Random(seed);
            for (int change = 0; change < CHANGES; change++) {
                RecordBatch batch = RecordBatch.at(bytes, 0);

                // when
                String quick = found(batch, bytes.limit());
                String close = found(batch, 1);

                // then
                assertThat(quick).as("seed %d, change %d", seed, change).isEqualTo(close);
                good += close.startsWith("WalkedRecords") ? 1 : 0;
                bad += close.startsWith("WalkedRecords") ? 0 : 1;
                int at = RecordBatch.HEADER_BYTES + random.nextInt(bytes.limit() - RecordBatch.HEADER_BYTES);
                bytes.put(at, (byte) (random.nextBoolean() ? random.nextInt() : bytes.get(at) ^ 0x81));
            }
        }
        assertThat(good).isGreaterThan(SEEDS);
        assertThat(bad).isGreaterThan(SEEDS);
    }

    @Test
    void recognizesWhatProducersSend() {
        // given
        ByteBuffer bytes = RecordBatchBuilder.plain()
                .append(1_000, null, ByteBuffer.allocate(100))
                .append(1_500, ByteBuffer.allocate(3), ByteBuffer.allocate(20_000))
                .append(400, ByteBuffer.allocate(300), null)
                .append(400, null, null)
                .build();
        CommonRecord common = new CommonRecord();
        int[] deltas = {0, 500, -600};
        int at = RecordBatch.HEADER_BYTES;

        for (int i = 0; i < 3; i++) {
            // when
            boolean isRecognized = common.read(bytes.array(), bytes.arrayOffset() + at, bytes.limit(), i);

            // then
            assertThat(isRecognized).isTrue();
            assertThat(common.timestampDelta()).isEqualTo(deltas[i]);
            assertThat(common.hasKey()).isEqualTo(i > 0);
            at = common.end() - bytes.arrayOffset();
        }
        assertThat(common.read(bytes.array(), bytes.arrayOffset() + at, bytes.limit(), 3))
                .as("the last one, too short")
                .isFalse();
    }

    private static ByteBuffer batch(List<Record> records) {
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        records.forEach(builder::append);
        return builder.build();
    }

    private static String found(RecordBatch batch, int chunkBytes) {
        try {
            return RecordWalker.walk(batch, RecordRules.NONE.withKeyRequired(true), new Pieces(batch, chunkBytes))
                    .toString();
        } catch (InvalidBatchException | MalformedMessageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The records in chunks of a size; nothing is recognized in those of one byte. */
    private static final class Pieces implements PlainChunks {
        private final byte[] array;
        private final int chunkBytes;
        private int start;
        private int end;

        Pieces(RecordBatch batch, int chunkBytes) {
            ByteBuffer records = batch.recordsBytes();
            this.array = new byte[records.remaining()];
            records.get(array);
            this.chunkBytes = chunkBytes;
        }

        @Override
        public boolean next() {
            start = end;
            end = Math.min(array.length, end + chunkBytes);
            return end > start;
        }

        @Override
        public byte[] array() {
            return array;
        }

        @Override
        public int start() {
            return start;
        }

        @Override
        public int end() {
            return end;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
