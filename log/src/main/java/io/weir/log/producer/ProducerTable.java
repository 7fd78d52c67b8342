package io.weir.log.producer;

import io.weir.protocol.records.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The producers of one log. Changed under the log's lock; {@link #lastStableOffset} may be asked at any time.
 */
public final class ProducerTable {

    private final Map<Long, ProducerState> producers = new HashMap<>();
    private final UnstableOffsets unstable = new UnstableOffsets();
    private final TransactionProofs proofs = new TransactionProofs();
    private volatile int count;
    private long endOffset;

    /** @param endOffset the offset up to which the log was looked at */
    public ProducerTable(long endOffset) {
        this.endOffset = endOffset;
    }

    /** Starts from what a snapshot held, as of its offset. */
    public static ProducerTable restored(long endOffset, List<ProducerState> states) {
        ProducerTable table = new ProducerTable(endOffset);
        for (ProducerState state : states) {
            table.producers.put(state.producerId(), state);
            if (state.hasOpenTransaction()) {
                table.unstable.begin(state.producerId(), state.transactionFirstOffset());
            }
        }
        table.count = table.producers.size();
        return table;
    }

    public ProducerState state(long producerId) {
        ProducerState state = producers.get(producerId);
        return state == null ? ProducerState.unknown(producerId) : state;
    }

    /** The batch that a client sent before and sends again. */
    public Optional<BatchSequence> duplicateOf(RecordBatch batch) {
        return batch.hasProducerId() ? state(batch.producerId()).duplicateOf(batch) : Optional.empty();
    }

    /**
     * Begins to prove a producer's transaction: NOT_NEEDED when it is open here; taken before the coordinator is asked.
     *
     * @throws io.weir.log.error.AppendRejectedException with INVALID_PRODUCER_EPOCH for an epoch that is over
     */
    public TransactionProof beginProof(TransactionStart start) {
        return proofs.begin(state(start.producerId()), start);
    }

    /**
     * Whether a batch of records may be part of a transaction here: one that is open, or that the proof is for.
     *
     * @throws io.weir.log.error.AppendRejectedException with INVALID_TXN_STATE where it may not, INVALID_PRODUCER_EPOCH
     *     for an epoch that is over, and OUT_OF_ORDER_SEQUENCE_NUMBER for one that overtook the first of its producer
     */
    public void checkProof(RecordBatch batch, TransactionProof proof) {
        if (proof != TransactionProof.NOT_NEEDED && batch.isTransactional() && !batch.isControl()) {
            proofs.check(state(batch.producerId()), batch, proof);
        }
    }

    public ProducerUpdate prepare(AppendOrigin origin, int transactionVersion) {
        return new ProducerUpdate(this, origin, transactionVersion);
    }

    /** The last stable offset to note beside an aborted transaction, before {@link #apply} ends it. */
    public long stableAfter(CompletedTransaction transaction) {
        return unstable.stableAfter(transaction);
    }

    /** Makes an update so, after its batches were written. Returns the transactions it ended. */
    public List<CompletedTransaction> apply(ProducerUpdate update, long nextOffset) {
        update.states().forEach((producerId, state) -> {
            ProducerState before = state(producerId);
            if (state.hasOpenTransaction() && state.transactionFirstOffset() != before.transactionFirstOffset()) {
                unstable.begin(producerId, state.transactionFirstOffset());
            }
            producers.put(producerId, state);
            if (update.markers().contains(producerId)) {
                proofs.ended(producerId, state.epoch(), update.transactionVersion());
            } else if (state.hasOpenTransaction() || before.hasOpenTransaction() || state.epoch() != before.epoch()) {
                proofs.forget(producerId);
            }
        });
        count = producers.size();
        endOffset = nextOffset;
        return List.copyOf(update.completed());
    }

    public void end(CompletedTransaction transaction) {
        unstable.end(transaction);
    }

    /** Rebuilds the state from a batch that is in the log already. Returns the transactions it ended. */
    public List<CompletedTransaction> replay(RecordBatch batch) {
        ProducerUpdate update = prepare(AppendOrigin.REPLICATION, 0);
        update.add(batch);
        return apply(update, batch.nextOffset());
    }

    /** Forgets producers that were silent for too long and have no open transaction. */
    public void expire(long nowMs, long expirationMs) {
        proofs.expire();
        producers.values().removeIf(p -> !p.hasOpenTransaction() && nowMs - p.lastTimestampMs() >= expirationMs);
        count = producers.size();
    }

    public long lastStableOffset(long highWatermark) {
        return unstable.lastStableOffset(highWatermark);
    }

    public List<ProducerState> states() {
        return new ArrayList<>(producers.values());
    }

    /** How many producers are known; may be asked at any time. */
    public int count() {
        return count;
    }

    /** The offset up to which the table reflects the log. */
    public long endOffset() {
        return endOffset;
    }
}
