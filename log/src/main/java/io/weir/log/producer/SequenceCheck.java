package io.weir.log.producer;

import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;

/** Whether a batch may follow what its producer appended before (KIP-98, KIP-360, KIP-890). */
final class SequenceCheck {

    private SequenceCheck() {}

    static void checkData(ProducerState state, RecordBatch batch, AppendOrigin origin) {
        if (origin == AppendOrigin.REPLICATION) {
            return;
        }
        if (batch.producerEpoch() < state.epoch()) {
            throw staleEpoch(state, batch.producerEpoch());
        }
        if (origin == AppendOrigin.CLIENT) {
            checkSequence(state, batch);
        }
        if (state.hasOpenTransaction() && !batch.isTransactional()) {
            throw new AppendRejectedException(
                    ErrorCode.INVALID_TXN_STATE,
                    "Producer " + state.producerId() + " has an open transaction since offset "
                            + state.transactionFirstOffset() + " and must end it before it writes outside of one");
        }
    }

    /** @param transactionVersion 2 when every transaction has an epoch of its own (KIP-890 and KIP-1228) */
    static void checkMarker(
            ProducerState state, RecordBatch batch, EndTxnMarker marker, AppendOrigin origin, int transactionVersion) {
        if (origin == AppendOrigin.REPLICATION) {
            return;
        }
        short epoch = batch.producerEpoch();
        boolean stale = transactionVersion >= 2 ? epoch <= state.epoch() : epoch < state.epoch();
        // A marker that is sent again after its transaction ended changes nothing.
        boolean repeated = transactionVersion >= 2
                && epoch == state.epoch()
                && (!state.hasOpenTransaction() || epoch == Short.MAX_VALUE);
        if (stale && !repeated) {
            throw staleEpoch(state, epoch);
        }
        if (marker.coordinatorEpoch() < state.coordinatorEpoch()) {
            throw new AppendRejectedException(
                    ErrorCode.TRANSACTION_COORDINATOR_FENCED,
                    "A transaction marker for producer " + state.producerId() + " has coordinator epoch "
                            + marker.coordinatorEpoch() + ", older than " + state.coordinatorEpoch());
        }
    }

    private static void checkSequence(ProducerState state, RecordBatch batch) {
        int first = batch.baseSequence();
        // Nothing known, perhaps because retention took it: any sequence may begin.
        boolean unknown = state.epoch() == RecordBatch.NO_PRODUCER_EPOCH;
        boolean newEpoch = batch.producerEpoch() != state.epoch();
        boolean inSequence = newEpoch ? first == 0 : follows(state.lastSequence(), first);
        if (!unknown && !inSequence) {
            throw new AppendRejectedException(
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    "Producer " + state.producerId() + " epoch " + batch.producerEpoch() + " sent sequence " + first
                            + " after sequence " + state.lastSequence() + " of epoch " + state.epoch());
        }
    }

    private static boolean follows(int last, int next) {
        return next == last + 1L || (next == 0 && last == Integer.MAX_VALUE);
    }

    static AppendRejectedException staleEpoch(ProducerState state, short epoch) {
        return new AppendRejectedException(
                ErrorCode.INVALID_PRODUCER_EPOCH,
                "Producer " + state.producerId() + " has epoch " + epoch + ", but epoch " + state.epoch()
                        + " has written since");
    }
}
