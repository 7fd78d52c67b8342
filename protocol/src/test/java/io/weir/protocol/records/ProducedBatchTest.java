package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The error codes are those of Kafka's LogValidator and ProduceRequest. */
class ProducedBatchTest {

    @Test
    void aGoodBatchIsAccepted() {
        // given
        ByteBuffer bytes = builder().build();

        // when
        RecordBatch batch = ProducedBatch.check(bytes);

        // then
        assertThat(batch.recordCount()).isEqualTo(2);
    }

    @Test
    void damageInTransitIsCorrupt() {
        // given
        ByteBuffer bytes = builder().build();
        bytes.put(RecordBatch.HEADER_BYTES, (byte) 99);

        // when, then
        assertRefused(bytes, ErrorCode.CORRUPT_MESSAGE, "checksum");
    }

    @Test
    void headersThatContradictThemselvesAreInvalid() {
        assertRefused(changed(b -> b.putLong(0, 5L)), ErrorCode.INVALID_RECORD, "Base offset");
        assertRefused(changed(b -> b.putInt(RecordBatch.RECORD_COUNT_AT, 0)), ErrorCode.INVALID_RECORD, "0 records");
        assertRefused(changed(b -> b.putInt(RecordBatch.RECORD_COUNT_AT, -7)), ErrorCode.INVALID_RECORD, "-7 records");
        assertRefused(
                changed(b -> b.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 5)),
                ErrorCode.INVALID_RECORD,
                "last offset delta is 5");
        assertRefused(
                changed(b -> b.putInt(RecordBatch.RECORD_COUNT_AT, Integer.MIN_VALUE)
                        .putInt(RecordBatch.LAST_OFFSET_DELTA_AT, Integer.MAX_VALUE)),
                ErrorCode.INVALID_RECORD,
                "records");
    }

    @Test
    void controlBatchesOfClientsAreInvalid() {
        assertRefused(new EndTxnMarker(true, 1).toBatch(1L, (short) 0, 5L), ErrorCode.INVALID_RECORD, "control");
    }

    @Test
    void producersMustNotClaimLogAppendTime() {
        assertRefused(builder().logAppendTime(5).build(), ErrorCode.INVALID_TIMESTAMP, "LogAppendTime");
    }

    @Test
    void idempotentProducersNeedASequence() {
        assertRefused(
                builder()
                        .producer(ProducerSequence.withoutSequence(4L, (short) 0))
                        .build(),
                ErrorCode.INVALID_RECORD,
                "sequence number -1");
    }

    @Test
    void unknownCodecsAreUnsupported() {
        assertRefused(
                changed(b -> b.putShort(RecordBatch.ATTRIBUTES_AT, (short) 5)),
                ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                "id 5");
    }

    private static RecordBatchBuilder builder() {
        return RecordBatchBuilder.plain().append(1, null, null).append(2, null, null);
    }

    private static ByteBuffer changed(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = builder().build();
        change.accept(bytes);
        RecordBatch.at(bytes, 0).renewCrc();
        return bytes;
    }

    private static void assertRefused(ByteBuffer bytes, ErrorCode code, String message) {
        assertThatThrownBy(() -> ProducedBatch.check(bytes))
                .isInstanceOfSatisfying(
                        InvalidBatchException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
