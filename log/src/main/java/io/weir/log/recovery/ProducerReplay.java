package io.weir.log.recovery;

import io.weir.log.error.CorruptLogException;
import io.weir.log.producer.CompletedTransaction;
import io.weir.log.producer.ProducerSnapshots;
import io.weir.log.producer.ProducerTable;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.BatchSpan;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.util.Optional;

/** Rebuilds what a log knows of its producers: the newest snapshot, and the headers of the batches since. */
public final class ProducerReplay {

    private ProducerReplay() {}

    /**
     * The producers of a log as of {@code endOffset}. Completes the indexes of aborted transactions on the way.
     *
     * <p>The log's start does not matter: who sent records that are deleted goes on all the same, and a crash may take a
     * deletion of records back.
     *
     * @param newest the snapshot to begin with; without one, all batches that are still in the segments are looked at
     */
    public static ProducerTable replay(SegmentList segments, Optional<ProducerSnapshots.Loaded> newest, long endOffset)
            throws IOException {
        long first = segments.first().baseOffset();
        Optional<ProducerSnapshots.Loaded> snapshot = newest.filter(loaded -> loaded.offset() >= first);
        long from = snapshot.map(ProducerSnapshots.Loaded::offset).orElse(first);
        ProducerTable table = snapshot.map(loaded -> ProducerTable.restored(loaded.offset(), loaded.states()))
                .orElseGet(() -> new ProducerTable(first));
        if (from < endOffset) {
            for (int i = segments.indexFor(from); i < segments.size(); i++) {
                Segment segment = segments.get(i);
                segment.search().walk(from, (header, span) -> replay(table, segment, header, span));
            }
        }
        return table;
    }

    private static void replay(ProducerTable table, Segment segment, RecordBatch header, BatchSpan span)
            throws IOException {
        RecordBatch batch = header.isControl() ? marker(segment, span) : header;
        for (CompletedTransaction ended : table.replay(batch)) {
            if (ended.isAborted()) {
                segment.appendAborted(new AbortedTransaction(
                        ended.producerId(), ended.firstOffset(), ended.lastOffset(), table.stableAfter(ended)));
            }
            table.end(ended);
        }
    }

    /** Below the recovery point nobody has looked at its checksum yet, and a damaged one must not end a transaction. */
    private static RecordBatch marker(Segment segment, BatchSpan span) throws IOException {
        RecordBatch batch = segment.search().load(span);
        if (!batch.isCrcValid()) {
            throw new CorruptLogException(
                    segment.path(),
                    span.position(),
                    span.baseOffset(),
                    "the control batch is complete but does not match its checksum");
        }
        return batch;
    }
}
