package io.weir.log.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** No transaction begins in a log without a proof that its coordinator knows of it, and an old proof proves nothing. */
class TransactionProofTest {

    private static final long PRODUCER = 7;

    private final ProducerTable table = new ProducerTable(0);
    private long nextOffset;

    @Test
    void theFirstBatchNeedsTheProofAndTheNextNeedsNone() {
        TransactionProof proof = table.beginProof(PRODUCER, (short) 0, 0);

        assertRefused(batch(0, 0), TransactionProof.NONE, ErrorCode.INVALID_TXN_STATE);
        append(batch(0, 0), proof);
        append(batch(0, 1), TransactionProof.NONE);

        assertThat(table.beginProof(PRODUCER, (short) 0, 2)).isEqualTo(TransactionProof.NOT_NEEDED);
    }

    @Test
    void theEndOfTheTransactionEndsTheProof() {
        TransactionProof proof = table.beginProof(PRODUCER, (short) 0, 0);

        appendMarker(0);

        assertRefused(batch(0, 0), proof, ErrorCode.INVALID_TXN_STATE);
        assertThat(table.beginProof(PRODUCER, (short) 0, 0)).isNotEqualTo(proof);
    }

    @Test
    void anEpochThatIsOverProvesNothing() {
        appendMarker(3);

        assertThatThrownBy(() -> table.beginProof(PRODUCER, (short) 2, 0))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_PRODUCER_EPOCH));
    }

    @Test
    void aBatchThatOvertookTheFirstIsOutOfOrder() {
        TransactionProof proof = table.beginProof(PRODUCER, (short) 0, 5);
        assertThat(table.beginProof(PRODUCER, (short) 0, 0)).isEqualTo(proof);

        assertRefused(batch(0, 5), proof, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        append(batch(0, 0), proof);
    }

    private void assertRefused(RecordBatch batch, TransactionProof proof, ErrorCode error) {
        assertThatThrownBy(() -> table.checkProof(batch, proof))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(error));
    }

    private void append(RecordBatch batch, TransactionProof proof) {
        table.checkProof(batch, proof);
        apply(batch, AppendOrigin.CLIENT);
    }

    private void appendMarker(int epoch) {
        ByteBuffer marker = new EndTxnMarker(false, 1).toBatch(PRODUCER, (short) epoch, 1_000);
        apply(RecordBatch.at(marker, 0), AppendOrigin.COORDINATOR);
    }

    private void apply(RecordBatch batch, AppendOrigin origin) {
        batch.assign(nextOffset, 0);
        nextOffset = batch.nextOffset();
        ProducerUpdate update = table.prepare(origin, 0);
        update.add(batch);
        table.apply(update, nextOffset).forEach(table::end);
    }

    private static RecordBatch batch(int epoch, int sequence) {
        return RecordBatch.at(
                RecordBatchBuilder.plain()
                        .producer(new ProducerSequence(PRODUCER, (short) epoch, sequence))
                        .transactional()
                        .append(1_000, null, ByteBuffer.allocate(1))
                        .build(),
                0);
    }
}
