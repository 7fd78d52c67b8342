package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBatchesTest {

    private final ByteBuffer one =
            RecordBatchBuilder.plain().append(1, null, null).build();
    private final ByteBuffer two = RecordBatchBuilder.plain()
            .baseOffset(1)
            .append(1, null, null)
            .append(2, null, null)
            .build();

    @Test
    void batchesInTheMiddleOfABufferAreFound() {
        // given
        ByteBuffer buffer =
                ByteBuffer.allocate(500).position(7).put(one.duplicate()).put(two.duplicate());
        buffer.flip().position(7);

        // when
        List<Long> baseOffsets = new ArrayList<>();
        RecordBatches.of(buffer).forEach(batch -> baseOffsets.add(batch.baseOffset()));

        // then
        assertThat(baseOffsets).containsExactly(0L, 1L);
        assertThat(buffer.position()).isEqualTo(7);
    }

    @Test
    void tornTailIsRefusedOrLeftOut() {
        for (int cut = 1; cut < two.limit(); cut++) {
            // given
            ByteBuffer buffer = both();
            buffer.limit(buffer.limit() - cut);

            // when, then
            assertThat(RecordBatches.withTornTail(buffer)).hasSize(1);
            assertThatThrownBy(() -> RecordBatches.of(buffer).forEach(batch -> {}))
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageContaining("is torn");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 48})
    void sizesBelowTheHeaderAreRefused(int length) {
        // given
        ByteBuffer buffer = both().putInt(RecordBatch.LENGTH_AT, length);

        // when, then
        assertThatThrownBy(() -> RecordBatches.withTornTail(buffer).forEach(batch -> {}))
                .isInstanceOfSatisfying(
                        InvalidBatchException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.CORRUPT_MESSAGE))
                .hasMessageContaining("length " + length);
    }

    @Test
    void sizesBeyondTheBufferAreTorn() {
        // given
        ByteBuffer buffer = both().putInt(RecordBatch.LENGTH_AT, Integer.MAX_VALUE);

        // when, then
        assertThat(RecordBatches.withTornTail(buffer)).isEmpty();
        assertThatThrownBy(() -> RecordBatches.of(buffer).single()).isInstanceOf(InvalidBatchException.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1})
    void oldFormatsAreRecognisedAndRefused(byte magic) {
        // given
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(500),
                magic,
                org.apache.kafka.common.compress.Compression.NONE,
                magic == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
                0L);
        builder.append(magic == 0 ? -1L : 5L, "key".getBytes(StandardCharsets.UTF_8), new byte[100]);
        ByteBuffer old = builder.build().buffer();

        // when, then
        assertThatThrownBy(() -> ProducedBatch.check(old)).isInstanceOfSatisfying(OldFormatException.class, e -> {
            assertThat(e.magic()).isEqualTo(magic);
            assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_RECORD);
        });
    }

    @ParameterizedTest
    @ValueSource(bytes = {-1, 3, 127})
    void unknownFormatsAreCorrupt(byte magic) {
        // given
        ByteBuffer buffer = both().put(RecordBatch.MAGIC_AT, magic);

        // when, then
        assertThatThrownBy(() -> RecordBatches.of(buffer).single())
                .isInstanceOfSatisfying(
                        InvalidBatchException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.CORRUPT_MESSAGE))
                .hasMessageContaining("magic " + magic);
    }

    @Test
    void singleMeansOne() {
        assertThat(RecordBatches.of(one).single().recordCount()).isEqualTo(1);
        assertThatThrownBy(() -> RecordBatches.of(both()).single()).hasMessageContaining("there are more");
        assertThatThrownBy(() -> RecordBatches.of(ByteBuffer.allocate(0)).single())
                .hasMessageContaining("there is none");
    }

    private ByteBuffer both() {
        return ByteBuffer.allocate(one.limit() + two.limit())
                .put(one.duplicate())
                .put(two.duplicate())
                .flip();
    }
}
