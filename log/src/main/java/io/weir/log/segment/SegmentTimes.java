package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.log.error.CorruptLogException;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.TimestampSearch;
import java.io.IOException;
import java.util.Optional;

/**
 * Searches a segment by time, to the record. Right also where timestamps do not rise with the offsets: the time index
 * only says from where on to look.
 */
public final class SegmentTimes {

    private final Segment segment;
    private final SegmentIndexes indexes;
    private final int limit;

    SegmentTimes(Segment segment, SegmentIndexes indexes, int limit) {
        this.segment = segment;
        this.indexes = indexes;
        this.limit = limit;
    }

    /** The first record from {@code startOffset} on whose timestamp is at least {@code timestampMs}. */
    public Optional<RecordTime> firstFrom(long timestampMs, long startOffset) throws IOException {
        long known = indexes.times().floor(timestampMs).offset();
        int start = indexes.offsets().floor(Math.max(known, startOffset)).position();
        return segment.files().batches().use(open -> {
            HeaderWalk walk = new HeaderWalk(open, Math.min(start, limit), limit);
            while (walk.advance()) {
                RecordBatch header = walk.header();
                if (header.maxTimestamp() >= timestampMs && header.lastOffset() >= startOffset) {
                    Optional<RecordTime> found = firstIn(open, walk.span(), timestampMs, startOffset);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** The first record that has the segment's largest timestamp. */
    public Optional<RecordTime> max() throws IOException {
        TimestampOffset max = indexes.max();
        return max.timestampMs() < 0 ? Optional.empty() : firstFrom(max.timestampMs(), segment.baseOffset());
    }

    private Optional<RecordTime> firstIn(DiskFile file, BatchSpan span, long timestampMs, long startOffset)
            throws IOException {
        BatchScan scan = new BatchScan(file, span.position(), span.end());
        if (!scan.hasNext()) {
            return Optional.empty();
        }
        RecordBatch batch = scan.next();
        if (!batch.isCrcValid()) {
            throw new CorruptLogException(
                    segment.path(), span.position(), span.baseOffset(), "its checksum does not match");
        }
        try {
            return TimestampSearch.firstAtOrAfter(batch, timestampMs, startOffset)
                    .map(hit -> new RecordTime(hit.timestampMs(), hit.offset(), batch.partitionLeaderEpoch()));
        } catch (InvalidBatchException e) {
            // Sent so by its client, and nobody looked: the header is all there is, and the others can be searched.
            long first = Math.max(batch.baseOffset(), startOffset);
            return Optional.of(new RecordTime(batch.maxTimestamp(), first, batch.partitionLeaderEpoch()));
        }
    }
}
