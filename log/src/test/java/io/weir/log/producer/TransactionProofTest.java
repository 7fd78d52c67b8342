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
        TransactionProof proof = begin(0, 0);

        assertRefused(batch(0, 0), TransactionProof.NONE, ErrorCode.INVALID_TXN_STATE);
        append(batch(0, 0), proof);
        append(batch(0, 1), TransactionProof.NONE);

        assertThat(begin(0, 2)).isEqualTo(TransactionProof.NOT_NEEDED);
    }

    @Test
    void theEndOfTheTransactionEndsTheProof() {
        TransactionProof proof = begin(0, 0);

        appendMarker(0);

        assertRefused(batch(0, 0), proof, ErrorCode.INVALID_TXN_STATE);
        assertThat(begin(0, 0)).isNotEqualTo(proof);
    }

    /** The producer goes on once the outcome is decided: its next first batch may be there before the marker is. */
    @Test
    void theMarkerOfTheTransactionBeforeLeavesTheNextOneItsProof() {
        append(batch(0, 0), begin(0, 0));
        TransactionProof next = begin(1, 0);

        appendMarker(1, 2);

        append(batch(1, 0), next);
    }

    @Test
    void theEndOfATransactionWithAnEpochOfItsOwnEndsTheProof() {
        TransactionProof proof = begin(1, 0);

        appendMarker(2, 2);

        assertRefused(batch(1, 0), proof, ErrorCode.INVALID_PRODUCER_EPOCH);
        assertRefused(batch(2, 0), proof, ErrorCode.INVALID_TXN_STATE);
    }

    @Test
    void anEpochThatIsOverProvesNothing() {
        appendMarker(3);

        assertThatThrownBy(() -> begin(2, 0))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_PRODUCER_EPOCH));
    }

    @Test
    void aBatchThatOvertookTheFirstIsOutOfOrder() {
        TransactionProof proof = begin(0, 5);
        assertThat(begin(0, 0)).isEqualTo(proof);

        assertRefused(batch(0, 5), proof, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        append(batch(0, 0), proof);
    }

    @Test
    void whereTransactionsCountAnewTheFirstBatchOfAnUnknownProducerHasSequenceZero() {
        TransactionProof proof = table.beginProof(new TransactionStart(PRODUCER, (short) 0, 3, true));

        assertRefused(batch(0, 3), proof, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        append(batch(0, 0), proof);
    }

    @Test
    void aProducerThatOnlyNowCountsAnewGoesOnFromItsLastSequence() {
        append(batch(0, 0), begin(0, 0));
        appendMarker(0);

        TransactionProof proof = table.beginProof(new TransactionStart(PRODUCER, (short) 0, 1, true));

        append(batch(0, 1), proof);
    }

    private TransactionProof begin(int epoch, int baseSequence) {
        return table.beginProof(new TransactionStart(PRODUCER, (short) epoch, baseSequence, false));
    }

    private void assertRefused(RecordBatch batch, TransactionProof proof, ErrorCode error) {
        assertThatThrownBy(() -> table.checkProof(batch, proof))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(error));
    }

    private void append(RecordBatch batch, TransactionProof proof) {
        table.checkProof(batch, proof);
        apply(batch, AppendOrigin.CLIENT, 0);
    }

    private void appendMarker(int epoch) {
        appendMarker(epoch, 0);
    }

    private void appendMarker(int epoch, int transactionVersion) {
        ByteBuffer marker = new EndTxnMarker(false, 1).toBatch(PRODUCER, (short) epoch, 1_000);
        apply(RecordBatch.at(marker, 0), AppendOrigin.COORDINATOR, transactionVersion);
    }

    private void apply(RecordBatch batch, AppendOrigin origin, int transactionVersion) {
        batch.assign(nextOffset, 0);
        nextOffset = batch.nextOffset();
        ProducerUpdate update = table.prepare(origin, transactionVersion);
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
