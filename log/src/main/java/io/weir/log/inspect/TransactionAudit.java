package io.weir.log.inspect;

import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.IndexEntries;
import io.weir.log.segment.SegmentScan;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds the indexes of aborted transactions against the markers in the log, segment after segment. */
final class TransactionAudit {

    private record Abort(long producerId, long firstOffset) {}

    private static final long UNKNOWN = -1;

    private final long logStartOffset;
    private final Findings findings;

    /** First offsets of the transactions that are open, as far as their beginning was seen. */
    private final Map<Long, Long> open = new HashMap<>();

    TransactionAudit(long logStartOffset, Findings findings) {
        this.logStartOffset = logStartOffset;
        this.findings = findings;
    }

    /** @param entries of the segment's index; empty where there is no file */
    BatchVisitor segment(SegmentPaths paths, Optional<IndexEntries> entries) {
        return new SegmentVisitor(paths, entries);
    }

    /** Batches could not be read: which transactions are open is not known any more. */
    void forget() {
        open.clear();
    }

    private final class SegmentVisitor implements BatchVisitor {

        private final SegmentPaths paths;
        private final Optional<IndexEntries> entries;

        /** The aborts of this segment by the offset of their marker. */
        private final TreeMap<Long, Abort> aborts = new TreeMap<>();

        SegmentVisitor(SegmentPaths paths, Optional<IndexEntries> entries) {
            this.paths = paths;
            this.entries = entries;
        }

        @Override
        public void batch(SegmentScan at) throws IOException {
            RecordBatch header = at.header();
            if (header.isControl() && header.hasProducerId()) {
                marker(at);
            } else if (header.isTransactional() && header.lastOffset() >= logStartOffset) {
                open.putIfAbsent(header.producerId(), header.baseOffset());
            }
        }

        private void marker(SegmentScan at) throws IOException {
            RecordBatch batch = at.load();
            try (RecordReader records = batch.records()) {
                if (records.hasNext()) {
                    Record record = records.next();
                    long first =
                            Optional.ofNullable(open.remove(batch.producerId())).orElse(UNKNOWN);
                    if (!EndTxnMarker.of(record).isCommit()) {
                        aborts.put(batch.lastOffset(), new Abort(batch.producerId(), first));
                    }
                }
            } catch (InvalidBatchException e) {
                findings.add(Finding.problemAt(
                        paths.log(), at.position(), batch.baseOffset(), "a damaged control batch: " + e.getMessage()));
            }
        }

        @Override
        public void end() {
            Path file = paths.transactionIndex();
            entries.ifPresent(found -> check(file, found));
            aborts.forEach((markerOffset, abort) -> {
                if (abort.firstOffset() >= logStartOffset && abort.firstOffset() != UNKNOWN) {
                    findings.add(Finding.problem(
                            file,
                            "it has no entry for the transaction of producer " + abort.producerId() + " from offset "
                                    + abort.firstOffset() + ", which the marker at offset " + markerOffset
                                    + " aborts: readers of committed records would see it"));
                }
            });
        }

        private void check(Path file, IndexEntries found) {
            IndexShape.checkSize(file, found, findings);
            long before = -1;
            for (int i = 0; i < found.count(); i++) {
                AbortedTransaction entry = found.abortedAt(i);
                Abort abort = aborts.remove(entry.lastOffset());
                if (entry.lastOffset() <= before || entry.firstOffset() > entry.lastOffset()) {
                    mismatch(file, found, i, "does not follow the one before it, or ends before it begins");
                } else if (abort == null || abort.producerId() != entry.producerId()) {
                    mismatch(file, found, i, "has no marker that aborts it");
                } else if (abort.firstOffset() >= logStartOffset
                        && abort.firstOffset() != UNKNOWN
                        && entry.firstOffset() > abort.firstOffset()) {
                    mismatch(file, found, i, "began earlier, at offset " + abort.firstOffset());
                }
                before = entry.lastOffset();
            }
        }

        private void mismatch(Path file, IndexEntries found, int index, String why) {
            AbortedTransaction entry = found.abortedAt(index);
            findings.add(Finding.problemAt(
                    file,
                    found.positionOf(index),
                    entry.lastOffset(),
                    "the entry (producer " + entry.producerId() + ", offsets " + entry.firstOffset() + " to "
                            + entry.lastOffset() + ") " + why));
        }
    }
}
