package io.weir.log.compaction;

import io.weir.log.segment.AbortedTransaction;
import io.weir.protocol.records.ControlType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Follows the transactions of a log from batch to batch and tells what of them can go: the records of aborted ones, and
 * the markers of those that have no batches left.
 */
final class TransactionTracker {

    private static final class Aborted {

        private final AbortedTransaction transaction;
        private boolean hasBatches;

        Aborted(AbortedTransaction transaction) {
            this.transaction = transaction;
        }
    }

    private final PriorityQueue<AbortedTransaction> expected =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Map<Long, Aborted> aborted = new HashMap<>();
    private final Set<Long> committed = new HashSet<>();
    private List<AbortedTransaction> remaining = new ArrayList<>();

    /** Announces aborted transactions that overlap what is read next; again is no harm. */
    void expect(List<AbortedTransaction> transactions) {
        expected.addAll(transactions);
    }

    /**
     * Takes the next batch in order into account. True for records of an aborted transaction, and for the marker of a
     * transaction of which no batch was seen.
     */
    boolean isObsolete(RecordBatch batch) {
        beginUpTo(batch.lastOffset());
        if (batch.isControl()) {
            return isMarkerObsolete(batch);
        }
        if (!batch.isTransactional()) {
            return false;
        }
        Aborted transaction = aborted.get(batch.producerId());
        if (transaction == null) {
            committed.add(batch.producerId());
            return false;
        }
        transaction.hasBatches = true;
        return true;
    }

    /** The aborted transactions, ended since the last call, that readers must still be told of. */
    List<AbortedTransaction> takeRemaining() {
        List<AbortedTransaction> taken = remaining;
        remaining = new ArrayList<>();
        return taken;
    }

    private void beginUpTo(long offset) {
        for (AbortedTransaction next = expected.peek();
                next != null && next.firstOffset() <= offset;
                next = expected.peek()) {
            expected.remove();
            aborted.putIfAbsent(next.producerId(), new Aborted(next));
        }
    }

    private boolean isMarkerObsolete(RecordBatch batch) {
        try (RecordReader records = batch.records()) {
            if (!records.hasNext()) {
                return true;
            }
            return switch (ControlType.of(records.next())) {
                case ABORT -> isAbortObsolete(batch.producerId());
                case COMMIT -> !committed.remove(batch.producerId());
                case LEADER_CHANGE, SNAPSHOT_HEADER, SNAPSHOT_FOOTER, KRAFT_VERSION, KRAFT_VOTERS, UNKNOWN -> false;
            };
        }
    }

    private boolean isAbortObsolete(long producerId) {
        Aborted ended = aborted.remove(producerId);
        if (ended == null || !ended.hasBatches) {
            return true;
        }
        remaining.add(ended.transaction);
        return false;
    }
}
