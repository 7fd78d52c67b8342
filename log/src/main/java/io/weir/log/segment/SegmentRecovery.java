package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.log.error.CorruptLogException;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;

/**
 * Checks a segment after a crash: every batch above what is known to be durable, by its checksum. A torn tail is cut
 * off; damage is reported and nothing is changed. The indexes are good again afterwards.
 */
public final class SegmentRecovery {

    /** Is told of every batch found good, in order. */
    public interface Visitor {
        void visit(RecordBatch batch);
    }

    /**
     * What was found.
     *
     * @param checkedFrom position of the first batch that was looked at
     * @param nextOffset offset after the last good batch
     * @param truncatedBytes bytes cut off; 0 when the segment was whole
     */
    public record Result(int checkedFrom, long nextOffset, int truncatedBytes) {}

    private final Segment segment;
    private final int indexIntervalBytes;

    public SegmentRecovery(Segment segment, int indexIntervalBytes) {
        this.segment = segment;
        this.indexIntervalBytes = indexIntervalBytes;
    }

    /**
     * Checks the batches from {@code durableOffset} on.
     *
     * @throws CorruptLogException when a batch is damaged that no crash can have torn
     */
    public Result recover(long durableOffset, Visitor visitor) throws IOException {
        return segment.files().batches().use(file -> {
            int start = trustedStart(file, durableOffset);
            segment.files().transactions().truncateTo(durableOffset);
            SegmentIndexes indexes = indexesUpTo(file, start);
            return scan(file, start, durableOffset, indexes, visitor);
        });
    }

    private Result scan(DiskFile file, int start, long durableOffset, SegmentIndexes indexes, Visitor visitor)
            throws IOException {
        int end = segment.sizeBytes();
        long expected = segment.baseOffset();
        BatchScan scan = new BatchScan(file, start, end);
        int position = start;
        while (scan.hasNext()) {
            RecordBatch batch = scan.next();
            boolean known = batch.lastOffset() < durableOffset;
            if (batch.baseOffset() < expected || (!known && !batch.isCrcValid())) {
                break;
            }
            visitor.visit(batch);
            BatchSpan span = BatchSpan.of(batch, position);
            if (position == start && start > 0) {
                indexes.observe(span);
            } else {
                indexes.add(span, indexIntervalBytes);
            }
            expected = batch.nextOffset();
            position = scan.nextPosition();
        }
        if (position == end) {
            return new Result(start, expected, 0);
        }
        if (!TornTail.isTorn(file, position, end, expected)) {
            throw new CorruptLogException(
                    segment.path(), position, expected, "the batch is complete but does not match its checksum");
        }
        segment.cutAt(position, expected);
        return new Result(start, expected, end - position);
    }

    /** The position of a batch at or before {@code durableOffset} that the indexes can be trusted up to. */
    private int trustedStart(DiskFile file, long durableOffset) throws IOException {
        if (durableOffset <= segment.baseOffset()) {
            return 0;
        }
        SegmentIndexes indexes = segment.indexes();
        long timed = indexes.times().last().offset();
        OffsetPosition entry = indexes.offsets().floor(Math.min(durableOffset - 1, timed));
        HeaderWalk walk = new HeaderWalk(file, entry.position(), segment.sizeBytes());
        boolean matches = walk.advance() && walk.header().lastOffset() == entry.offset();
        return matches ? entry.position() : 0;
    }

    private SegmentIndexes indexesUpTo(DiskFile file, int start) throws IOException {
        if (start == 0) {
            return segment.files().indexes().reset();
        }
        SegmentIndexes indexes = segment.indexes();
        HeaderWalk walk = new HeaderWalk(file, start, segment.sizeBytes());
        if (walk.advance()) {
            // The entry of this batch stays: with it the time index covers everything before.
            indexes.truncateTo(walk.header().nextOffset());
        }
        return indexes;
    }
}
