package io.weir.simulation.transaction;

import io.weir.log.segment.AbortedTransaction;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What a consumer of committed records makes of a fetch: it skips what the list of aborted transactions names.
 *
 * @param next where the next fetch begins
 */
record Reading(List<Seen> records, long next) {

    /** Reads from an offset as far as the last stable offset. */
    static Reading of(SimulatedPartition partition, Place place, long offset) {
        List<RecordBatch> batches = partition.readStable(offset);
        if (batches.isEmpty()) {
            return new Reading(List.of(), offset);
        }
        long next = batches.getLast().nextOffset();
        PriorityQueue<AbortedTransaction> begins =
                new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
        begins.addAll(partition.log().abortedTransactions(offset, next));
        Set<Long> aborted = new HashSet<>();
        List<Seen> records = new ArrayList<>();
        for (RecordBatch batch : batches) {
            while (!begins.isEmpty() && begins.element().firstOffset() <= batch.lastOffset()) {
                aborted.add(begins.remove().producerId());
            }
            try (RecordReader in = batch.records()) {
                while (in.hasNext()) {
                    Record record = in.next();
                    ByteBuffer value = record.value();
                    if (batch.isControl()) {
                        if (!EndTxnMarker.of(record).isCommit()) {
                            aborted.remove(batch.producerId());
                        }
                    } else if (record.offset() >= offset
                            && value != null
                            && !(batch.isTransactional() && aborted.contains(batch.producerId()))) {
                        records.add(new Seen(
                                place,
                                record.offset(),
                                StandardCharsets.UTF_8.decode(value.duplicate()).toString()));
                    }
                }
            }
        }
        return new Reading(records, next);
    }
}
