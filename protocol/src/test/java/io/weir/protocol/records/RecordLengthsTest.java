package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLengthsTest {

    private static final int FIRST_RECORD = RecordBatch.HEADER_BYTES;

    /** Lengths of one, two and three bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50, 57, 58, 8_000, 8_190, 20_000, 1_000_000})
    void recordsThatFillTheirBatchAreWhole(int valueBytes) {
        for (int count : new int[] {1, 2, 5}) {
            assertThat(RecordLengths.areWhole(view(batch(count, valueBytes)))).isTrue();
        }
    }

    @Test
    void moreOrFewerThanTheHeaderCountsAreNot() {
        for (int claimed : new int[] {0, 1, 2, 4, 1000, Integer.MAX_VALUE, -1}) {
            ByteBuffer batch = batch(3, 10).putInt(RecordBatch.RECORD_COUNT_AT, claimed);

            assertThat(RecordLengths.areWhole(view(batch)))
                    .as("%d of 3", claimed)
                    .isFalse();
        }
    }

    @Test
    void aBatchThatIsCutOffOrGoesOnIsNot() {
        for (int bytes : new int[] {-20, -1, 1, 7, 50}) {
            ByteBuffer whole = batch(3, 10);
            ByteBuffer other = ByteBuffer.allocate(whole.limit() + bytes)
                    .put(whole.slice(0, Math.min(whole.limit(), whole.limit() + bytes)))
                    .clear()
                    .putInt(RecordBatch.LENGTH_AT, whole.limit() + bytes - RecordBatch.LOG_OVERHEAD_BYTES);

            assertThat(RecordLengths.areWhole(view(other)))
                    .as("%d bytes", bytes)
                    .isFalse();
        }
    }

    /** Whatever the bytes are, it ends, stays within them, and never takes for whole what has a length that is wrong. */
    @Test
    void damagedLengthsAreNot() {
        SplittableRandom random = new SplittableRandom(25);
        for (int i = 0; i < 10_000; i++) {
            ByteBuffer batch = batch(3, 70);
            byte before = batch.get(FIRST_RECORD);
            byte damaged = (byte) random.nextInt();
            batch.put(FIRST_RECORD, damaged);

            assertThat(RecordLengths.areWhole(view(batch))).isEqualTo(damaged == before);
        }
    }

    private static ByteBuffer batch(int count, int valueBytes) {
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        for (int i = 0; i < count; i++) {
            builder.append(i, null, ByteBuffer.allocate(valueBytes));
        }
        return builder.build();
    }

    private static RecordBatch view(ByteBuffer batch) {
        return RecordBatch.at(batch, 0);
    }
}
