package io.weir.log.producer;

import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/** The proofs that are under way in one log, one a producer at most. They live in memory alone: a crash ends them. */
final class TransactionProofs {

    /**
     * @param lowestSequence the first batch of the transaction is the one with this sequence, and none after it
     * @param round when it was begun
     */
    private record Begun(TransactionProof proof, short epoch, int lowestSequence, int round) {}

    private static final int EPOCH_PER_TRANSACTION = 2;

    private final Map<Long, Begun> begun = new HashMap<>();
    private int round;

    /** Called now and then: drops what was begun before the last call, and never came to anything. */
    void expire() {
        round++;
        begun.values().removeIf(proof -> proof.round < round - 1);
    }

    TransactionProof begin(ProducerState state, TransactionStart start) {
        short epoch = start.epoch();
        checkEpoch(state, epoch);
        if (isOpen(state, epoch)) {
            return TransactionProof.NOT_NEEDED;
        }
        // Of a producer that is not known here any sequence may come first, but not where each transaction counts anew.
        int baseSequence = start.countsAnew() && state.batches().isEmpty() ? 0 : start.baseSequence();
        Begun now = begun.get(state.producerId());
        if (now == null || now.epoch != epoch) {
            now = new Begun(now == null ? new TransactionProof() : now.proof, epoch, baseSequence, round);
        } else if (baseSequence < now.lowestSequence) {
            now = new Begun(now.proof, epoch, baseSequence, round);
        }
        begun.put(state.producerId(), now);
        return now.proof;
    }

    void check(ProducerState state, RecordBatch batch, TransactionProof proof) {
        checkEpoch(state, batch.producerEpoch());
        if (isOpen(state, batch.producerEpoch())) {
            return;
        }
        Begun known = begun.get(state.producerId());
        if (known == null || known.proof != proof) {
            throw new AppendRejectedException(
                    ErrorCode.INVALID_TXN_STATE,
                    "Producer " + state.producerId() + " has no open transaction here that its coordinator knows of");
        }
        if (known.epoch == batch.producerEpoch() && batch.baseSequence() > known.lowestSequence) {
            throw new AppendRejectedException(
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    "Producer " + state.producerId() + " sent sequence " + batch.baseSequence()
                            + " to begin a transaction that begins with sequence " + known.lowestSequence);
        }
    }

    void forget(long producerId) {
        begun.remove(producerId);
    }

    /**
     * A marker has ended the producer's transaction. From transaction version 2 on its epoch is the one that comes after
     * what it ends: a proof of that epoch is for the next transaction, and stays.
     */
    void ended(long producerId, short markerEpoch, int transactionVersion) {
        begun.computeIfPresent(
                producerId,
                (_, proof) -> transactionVersion >= EPOCH_PER_TRANSACTION && proof.epoch >= markerEpoch ? proof : null);
    }

    private static boolean isOpen(ProducerState state, short epoch) {
        return state.hasOpenTransaction() && state.epoch() == epoch;
    }

    private static void checkEpoch(ProducerState state, short epoch) {
        if (epoch < state.epoch()) {
            throw SequenceCheck.staleEpoch(state, epoch);
        }
    }
}
