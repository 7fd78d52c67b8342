package io.weir.log.producer;

import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one append will change, worked out and checked before anything is written. {@link ProducerTable#apply} makes it
 * so afterwards; an update that is dropped leaves no trace.
 */
public final class ProducerUpdate {

    private final ProducerTable table;
    private final AppendOrigin origin;
    private final int transactionVersion;
    private final Map<Long, ProducerState> states = new LinkedHashMap<>();
    private final List<Long> markers = new ArrayList<>();
    private final List<CompletedTransaction> completed = new ArrayList<>();

    ProducerUpdate(ProducerTable table, AppendOrigin origin, int transactionVersion) {
        this.table = table;
        this.origin = origin;
        this.transactionVersion = transactionVersion;
    }

    /**
     * Takes the next batch, which has its offsets, into account.
     *
     * @throws io.weir.log.error.AppendRejectedException with OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH,
     *     INVALID_TXN_STATE or TRANSACTION_COORDINATOR_FENCED
     */
    public void add(RecordBatch batch) {
        if (!batch.hasProducerId()) {
            return;
        }
        ProducerState state = states.getOrDefault(batch.producerId(), table.state(batch.producerId()));
        if (batch.isControl()) {
            addMarker(state, batch);
        } else {
            SequenceCheck.checkData(state, batch, origin);
            states.put(batch.producerId(), state.withBatch(batch));
        }
    }

    Map<Long, ProducerState> states() {
        return states;
    }

    int transactionVersion() {
        return transactionVersion;
    }

    /** Producers whose transactions were ended, open here or not. */
    List<Long> markers() {
        return markers;
    }

    List<CompletedTransaction> completed() {
        return completed;
    }

    private void addMarker(ProducerState state, RecordBatch batch) {
        try (RecordReader records = batch.records()) {
            // A control batch without records is what compaction leaves of a transaction without records.
            if (records.hasNext()) {
                Record record = records.next();
                EndTxnMarker marker = EndTxnMarker.of(record);
                SequenceCheck.checkMarker(state, batch, marker, origin, transactionVersion);
                markers.add(state.producerId());
                if (state.hasOpenTransaction()) {
                    completed.add(new CompletedTransaction(
                            state.producerId(),
                            state.transactionFirstOffset(),
                            batch.lastOffset(),
                            !marker.isCommit()));
                }
                states.put(
                        state.producerId(),
                        state.withMarker(batch.producerEpoch(), marker.coordinatorEpoch(), record.timestampMs()));
            }
        }
    }
}
