package io.weir.log.compaction;

import io.weir.log.producer.ProducerState;
import io.weir.protocol.records.RecordBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which batches have to stay, be it without records, because a producer goes on from them: the last one of every
 * producer the log knows, which holds its sequence number, or its marker, which holds its epoch.
 */
final class ProducerNeeds {

    private final Map<Long, ProducerState> producers = new HashMap<>();

    ProducerNeeds(List<ProducerState> states) {
        states.forEach(state -> producers.put(state.producerId(), state));
    }

    boolean include(RecordBatch batch) {
        ProducerState state = producers.get(batch.producerId());
        if (state == null || !batch.hasProducerId()) {
            return false;
        }
        return state.batches().isEmpty()
                ? batch.isControl() && batch.producerEpoch() == state.epoch()
                : batch.lastOffset() == state.batches().getLast().lastOffset();
    }
}
