package io.weir.log;

import io.weir.log.error.CorruptLogException;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.BatchSpan;
import io.weir.log.segment.RecordTime;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.BufferPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and searches a log. Needs no lock: it works on the segments and the end it sees first. */
final class LogReader {

    /** Reading, which fails when a segment is deleted meanwhile. */
    private interface Attempt<T> {
        T on(LogView view) throws IOException;
    }

    /**
     * A stretch of one segment that begins with a batch.
     *
     * @param endOffset behind its last batch, or behind the gap that follows it
     */
    private record Stretch(Segment segment, BatchSpan first, int bytes, long endOffset) {

        int position() {
            return first.position();
        }

        int bytesWithin(int maxBytes) {
            return Math.min(bytes, Math.max(maxBytes, first.sizeBytes()));
        }

        /** Where its first bytes end; in proportion, when that is in its midst: to look costs more than it is worth. */
        long endOffset(int firstBytes) {
            if (firstBytes == bytes) {
                return endOffset;
            }
            long offsets = endOffset - first.baseOffset();
            return Math.max(first.nextOffset(), first.baseOffset() + (long) (offsets * (firstBytes / (double) bytes)));
        }
    }

    private final LogState state;

    LogReader(LogState state) {
        this.state = state;
    }

    ReadResult read(long startOffset, int maxBytes, long upperBoundOffset, boolean atLeastOneBatch) throws IOException {
        return attempt(view -> {
            if (startOffset < view.startOffset() || startOffset > view.endOffset()) {
                return new ReadResult.OutOfRange(view.startOffset(), view.endOffset());
            }
            Optional<Stretch> found = locate(view, startOffset, upperBoundOffset);
            boolean tooLarge =
                    found.isPresent() && !atLeastOneBatch && found.get().first.sizeBytes() > maxBytes;
            if (found.isEmpty() || tooLarge) {
                return new ReadResult.Data(
                        BufferPayload.EMPTY, startOffset, tooLarge, view.startOffset(), view.endOffset());
            }
            Stretch stretch = found.get();
            int bytes = stretch.bytesWithin(maxBytes);
            long nextOffset = stretch.endOffset(bytes);
            return new ReadResult.Data(
                    stretch.segment.search().payload(stretch.position(), bytes),
                    nextOffset,
                    false,
                    view.startOffset(),
                    view.endOffset());
        });
    }

    /** Whole batches, checked, in memory; at least one when there is one. */
    List<RecordBatch> readBatches(long startOffset, int maxBytes, long upperBoundOffset) throws IOException {
        return attempt(view -> {
            Optional<Stretch> found = locate(view, Math.max(startOffset, view.startOffset()), upperBoundOffset);
            return found.isEmpty() ? List.of() : load(found.get(), maxBytes);
        });
    }

    /** The first record at or after the log's start and below the bound that is not older than the timestamp. */
    Optional<RecordTime> firstFrom(long timestampMs, long upperBoundOffset) throws IOException {
        return attempt(view -> {
            SegmentList segments = view.segments();
            for (int i = segments.indexFor(view.startOffset()); i < segments.size(); i++) {
                Segment segment = segments.get(i);
                Optional<RecordTime> found = segment.search().maxTimestampMs() < timestampMs
                        ? Optional.empty()
                        : segment.search().times(view.limit(segment)).firstFrom(timestampMs, view.startOffset());
                if (found.isPresent()) {
                    return found.filter(record -> record.offset() < upperBoundOffset);
                }
            }
            return Optional.empty();
        });
    }

    /** The first record that has the largest timestamp of all. */
    Optional<RecordTime> newest() throws IOException {
        return attempt(view -> {
            Segment newest = view.segments().first();
            for (Segment segment : view.segments().segments()) {
                if (segment.search().maxTimestampMs() > newest.search().maxTimestampMs()) {
                    newest = segment;
                }
            }
            long max = newest.search().maxTimestampMs();
            return max < 0
                    ? Optional.empty()
                    : newest.search().times(view.limit(newest)).firstFrom(max, view.startOffset());
        });
    }

    List<AbortedTransaction> aborted(long fromOffset, long upperBoundOffset) throws IOException {
        return attempt(view -> {
            List<AbortedTransaction> aborted = new ArrayList<>();
            SegmentList segments = view.segments();
            boolean complete = false;
            for (int i = segments.indexFor(fromOffset); i < segments.size() && !complete; i++) {
                complete = segments.get(i).collectAborted(fromOffset, upperBoundOffset, aborted);
            }
            return aborted;
        });
    }

    private static Optional<Stretch> locate(LogView view, long startOffset, long upperBound) throws IOException {
        long bound = Math.min(upperBound, view.endOffset());
        SegmentList segments = view.segments();
        for (int i = segments.indexFor(startOffset); i < segments.size() && startOffset < bound; i++) {
            Segment segment = segments.get(i);
            if (segment.baseOffset() >= bound) {
                break;
            }
            int limit = view.limit(segment);
            boolean reachesBound =
                    i == segments.size() - 1 || segments.get(i + 1).baseOffset() > bound;
            long end = reachesBound ? bound : segments.get(i + 1).baseOffset();
            if (reachesBound && bound < view.endOffset()) {
                Optional<BatchSpan> behind = segment.search().find(bound, limit);
                limit = behind.map(BatchSpan::position).orElse(limit);
                end = Math.min(end, behind.map(BatchSpan::baseOffset).orElse(end));
            }
            Optional<BatchSpan> first = segment.search().find(startOffset, limit);
            if (first.isPresent()) {
                BatchSpan batch = first.get();
                return Optional.of(new Stretch(segment, batch, limit - batch.position(), end));
            }
        }
        return Optional.empty();
    }

    private static List<RecordBatch> load(Stretch stretch, int maxBytes) throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        int position = stretch.position();
        for (RecordBatch batch : RecordBatches.withTornTail(
                stretch.segment.search().bytes(stretch.position(), stretch.bytesWithin(maxBytes)))) {
            if (!batch.isCrcValid()) {
                throw new CorruptLogException(
                        stretch.segment.path(), position, batch.baseOffset(), "its checksum does not match");
            }
            batches.add(batch);
            position += batch.sizeBytes();
        }
        return batches;
    }

    /** Repeats what failed because retention or a truncation took a segment away under it. */
    private <T> T attempt(Attempt<T> attempt) throws IOException {
        while (true) {
            LogView view = LogView.of(state);
            try {
                return attempt.on(view);
            } catch (IOException | CorruptLogException e) {
                if (view.segments().equals(state.segments())) {
                    throw e;
                }
            }
        }
    }
}
