package io.weir.log.segment;

import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds and reads the batches of a segment. Needs no lock; who reads says how far the segment is known to be good. */
public final class SegmentSearch {

    /** Is shown the batches of a segment by their headers. */
    public interface HeaderVisitor {
        /** @param header valid during the call; its records are not in memory */
        void visit(RecordBatch header, BatchSpan span) throws IOException;
    }

    private final Segment segment;
    private final SegmentFile file;
    private final RecentBatches recent;

    SegmentSearch(Segment segment, SegmentFile file, RecentBatches recent) {
        this.segment = segment;
        this.file = file;
        this.recent = recent;
    }

    /** The first batch that ends at or after {@code offset}. */
    public Optional<BatchSpan> find(long offset) throws IOException {
        return find(offset, segment.sizeBytes());
    }

    /** The first batch that ends at or after {@code offset} and lies before position {@code limit}. */
    public Optional<BatchSpan> find(long offset, int limit) throws IOException {
        Optional<BatchSpan> known = recent.find(offset);
        if (known.isPresent()) {
            return known.filter(batch -> batch.end() <= limit);
        }
        int start = segment.indexes().offsets().floor(offset).position();
        return file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, Math.min(start, limit), limit);
            while (walk.advance()) {
                if (walk.header().lastOffset() >= offset) {
                    return Optional.of(walk.span());
                }
            }
            return Optional.empty();
        });
    }

    /** Shows the batches from the one that holds {@code offset} on, in order. */
    public void walk(long offset, HeaderVisitor visitor) throws IOException {
        int end = segment.sizeBytes();
        int start = segment.indexes().offsets().floor(offset).position();
        file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, Math.min(start, end), end);
            while (walk.advance()) {
                if (walk.header().lastOffset() >= offset) {
                    visitor.visit(walk.header(), walk.span());
                }
            }
            return walk.nextPosition();
        });
    }

    /** Searches by time, over the batches before position {@code limit}. */
    public SegmentTimes times(int limit) throws IOException {
        return new SegmentTimes(segment, segment.indexes(), limit);
    }

    /** Largest timestamp; -1 when no record has one. */
    public long maxTimestampMs() throws IOException {
        return segment.indexes().max().timestampMs();
    }

    /** A batch found before, in memory. */
    public RecordBatch load(BatchSpan span) throws IOException {
        return RecordBatch.at(bytes(span.position(), span.sizeBytes()), 0);
    }

    /** A stretch of the file, to be sent as it is. */
    public FilePayload payload(int position, int bytes) throws IOException {
        return new FilePayload(file, position, bytes);
    }

    /** A stretch of the file, in memory. */
    public ByteBuffer bytes(int position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        read(position, buffer);
        return buffer.flip();
    }

    /** Fills a buffer from a position on. */
    public void read(int position, ByteBuffer target) throws IOException {
        file.use(open -> {
            open.readFully(target, position);
            return target;
        });
    }
}
