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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and searches a log. Needs no lock: it works on the segments and the end it sees first. */
final class LogReader {

    /** A stretch of one segment that begins with a batch. */
    private record Stretch(Segment segment, int position, int bytes, int firstBatchBytes) {}

    private final LogState state;

    LogReader(LogState state) {
        this.state = state;
    }

    ReadResult read(long startOffset, int maxBytes, long upperBoundOffset, boolean atLeastOneBatch) throws IOException {
        LogEnd end = state.end();
        long start = state.startOffset();
        if (startOffset < start || startOffset > end.offset()) {
            return new ReadResult.OutOfRange(start, end.offset());
        }
        Optional<Stretch> found = locate(startOffset, upperBoundOffset, end);
        if (found.isEmpty()) {
            return new ReadResult.Data(BufferPayload.EMPTY, false, start, end.offset());
        }
        Stretch stretch = found.get();
        if (stretch.firstBatchBytes > maxBytes && !atLeastOneBatch) {
            return new ReadResult.Data(BufferPayload.EMPTY, true, start, end.offset());
        }
        int bytes = Math.min(stretch.bytes, Math.max(maxBytes, stretch.firstBatchBytes));
        return new ReadResult.Data(stretch.segment.payload(stretch.position, bytes), false, start, end.offset());
    }

    /** Whole batches, checked, in memory; at least one when there is one. */
    List<RecordBatch> readBatches(long startOffset, int maxBytes, long upperBoundOffset) throws IOException {
        Optional<Stretch> found = locate(Math.max(startOffset, state.startOffset()), upperBoundOffset, state.end());
        if (found.isEmpty()) {
            return List.of();
        }
        Stretch stretch = found.get();
        int bytes = Math.min(stretch.bytes, Math.max(maxBytes, stretch.firstBatchBytes));
        ByteBuffer buffer = stretch.segment.bytes(stretch.position, bytes);
        List<RecordBatch> batches = new ArrayList<>();
        int position = stretch.position;
        for (RecordBatch batch : RecordBatches.withTornTail(buffer)) {
            if (!batch.isCrcValid()) {
                throw new CorruptLogException(
                        stretch.segment.path(), position, batch.baseOffset(), "its checksum does not match");
            }
            batches.add(batch);
            position += batch.sizeBytes();
        }
        return batches;
    }

    /** The first record at or after {@code startOffset} and below the bound that is not older than the timestamp. */
    Optional<RecordTime> firstFrom(long timestampMs, long upperBoundOffset) throws IOException {
        LogEnd end = state.end();
        long start = state.startOffset();
        SegmentList segments = state.segments();
        for (int i = segments.indexFor(start); i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.maxTimestampMs() >= timestampMs) {
                Optional<RecordTime> found = segment.times(limit(segment, end)).firstFrom(timestampMs, start);
                if (found.isPresent()) {
                    return found.filter(record -> record.offset() < upperBoundOffset);
                }
            }
        }
        return Optional.empty();
    }

    /** The first record that has the largest timestamp of all. */
    Optional<RecordTime> newest() throws IOException {
        LogEnd end = state.end();
        Segment newest = state.segments().first();
        for (Segment segment : state.segments().segments()) {
            if (segment.maxTimestampMs() > newest.maxTimestampMs()) {
                newest = segment;
            }
        }
        return newest.maxTimestampMs() < 0
                ? Optional.empty()
                : newest.times(limit(newest, end)).firstFrom(newest.maxTimestampMs(), state.startOffset());
    }

    List<AbortedTransaction> aborted(long fromOffset, long upperBoundOffset) throws IOException {
        List<AbortedTransaction> aborted = new ArrayList<>();
        SegmentList segments = state.segments();
        boolean complete = false;
        for (int i = segments.indexFor(fromOffset); i < segments.size() && !complete; i++) {
            complete = segments.get(i).collectAborted(fromOffset, upperBoundOffset, aborted);
        }
        return aborted;
    }

    private Optional<Stretch> locate(long startOffset, long upperBound, LogEnd end) throws IOException {
        if (startOffset >= Math.min(upperBound, end.offset())) {
            return Optional.empty();
        }
        SegmentList segments = state.segments();
        for (int i = segments.indexFor(startOffset); i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.baseOffset() >= Math.min(upperBound, end.offset())) {
                break;
            }
            int limit = limit(segment, end);
            boolean hasUpperBound = upperBound < end.offset()
                    && (i == segments.size() - 1 || segments.get(i + 1).baseOffset() > upperBound);
            if (hasUpperBound) {
                limit = segment.find(upperBound, limit).map(BatchSpan::position).orElse(limit);
            }
            Optional<BatchSpan> first = segment.find(startOffset, limit);
            if (first.isPresent()) {
                BatchSpan batch = first.get();
                return Optional.of(new Stretch(segment, batch.position(), limit - batch.position(), batch.sizeBytes()));
            }
        }
        return Optional.empty();
    }

    private static int limit(Segment segment, LogEnd end) {
        return segment == end.active() ? end.positionBytes() : segment.sizeBytes();
    }
}
