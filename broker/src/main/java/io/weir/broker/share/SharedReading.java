package io.weir.broker.share;

import io.weir.broker.delivery.Acquired;
import io.weir.broker.delivery.Span;
import io.weir.broker.partition.OffsetLookup;
import io.weir.broker.partition.Partition;
import io.weir.log.segment.AbortedTransaction;
import io.weir.protocol.records.ControlType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Batches of a partition's log, for members that want so many records.
 *
 * @param from where the reading began
 * @param batches whole batches; the first may begin before that
 * @param spans the same, as far as deliveries care
 */
record SharedReading(long from, List<RecordBatch> batches, List<Span> spans) {

    private static final long EARLIEST = -2;

    /** A piece read at a time: members want some hundred records, and may allow for many megabytes. */
    private static final int PIECE_BYTES = 256 << 10;

    /** Reads on until there are so many offsets or bytes, or nothing more that may be read. */
    static SharedReading of(Partition partition, long from, int records, int maxBytes, boolean readCommitted) {
        List<RecordBatch> batches = new ArrayList<>();
        long bound = readCommitted
                ? partition.lastStableOffset()
                : partition.highWatermark().offset();
        long next = from;
        int left = maxBytes;
        while (next < bound && next - from < records && (left > 0 || batches.isEmpty())) {
            List<RecordBatch> piece = partition.log().readBatches(next, Math.clamp(left, 1, PIECE_BYTES), bound);
            if (piece.isEmpty()) {
                break;
            }
            batches.addAll(piece);
            for (RecordBatch batch : piece) {
                left -= batch.sizeBytes();
            }
            next = piece.getLast().nextOffset();
        }
        return new SharedReading(from, batches, spans(partition, from, next, batches, readCommitted));
    }

    int sizeBytes() {
        return batches.stream().mapToInt(RecordBatch::sizeBytes).sum();
    }

    /** The batches that hold something of what was acquired. */
    Payload payload(List<Acquired> acquired) {
        List<RecordBatch> needed = new ArrayList<>();
        int at = 0;
        for (RecordBatch batch : batches) {
            while (at < acquired.size() && acquired.get(at).last() < batch.baseOffset()) {
                at++;
            }
            if (at < acquired.size() && acquired.get(at).first() <= batch.lastOffset()) {
                needed.add(batch);
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(
                needed.stream().mapToInt(RecordBatch::sizeBytes).sum());
        needed.forEach(batch -> bytes.put(batch.bytes().duplicate()));
        return new BufferPayload(bytes.flip());
    }

    /** Where a group begins that has no offset yet. */
    static long beginning(Partition partition, ShareSettings.Beginning beginning, long nowMs) {
        long end = partition.highWatermark().offset();
        return switch (beginning) {
            case ShareSettings.Beginning.Latest() -> end;
            case ShareSettings.Beginning.Earliest() ->
                OffsetLookup.find(partition, EARLIEST, end).offset();
            case ShareSettings.Beginning.Ago(long ms) -> {
                long found = OffsetLookup.find(partition, Math.max(0, nowMs - ms), end)
                        .offset();
                yield found < 0 ? end : found;
            }
        };
    }

    /** What a client is told of an answer of the share coordinator. */
    static ErrorCode told(ErrorCode ofCoordinator) {
        return switch (ofCoordinator) {
            case NONE, GROUP_ID_NOT_FOUND, UNKNOWN_TOPIC_OR_PARTITION -> ofCoordinator;
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS ->
                ErrorCode.COORDINATOR_NOT_AVAILABLE;
            case FENCED_LEADER_EPOCH, FENCED_STATE_EPOCH -> ErrorCode.NOT_LEADER_OR_FOLLOWER;
            default -> ErrorCode.UNKNOWN_SERVER_ERROR;
        };
    }

    private static List<Span> spans(
            Partition partition, long from, long to, List<RecordBatch> batches, boolean readCommitted) {
        Deque<AbortedTransaction> aborted = new ArrayDeque<>(
                readCommitted && !batches.isEmpty()
                        ? partition.log().abortedTransactions(from, to).stream()
                                .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                                .toList()
                        : List.of());
        Set<Long> abortedProducers = new HashSet<>();
        List<Span> spans = new ArrayList<>(batches.size());
        for (RecordBatch batch : batches) {
            while (!aborted.isEmpty() && aborted.getFirst().firstOffset() <= batch.lastOffset()) {
                abortedProducers.add(aborted.removeFirst().producerId());
            }
            if (batch.isControl()) {
                if (endsAborted(batch)) {
                    abortedProducers.remove(batch.producerId());
                }
                spans.add(new Span(batch.baseOffset(), batch.lastOffset(), false));
            } else {
                boolean isAborted = batch.isTransactional() && abortedProducers.contains(batch.producerId());
                spans.add(new Span(batch.baseOffset(), batch.lastOffset(), !isAborted));
            }
        }
        return spans;
    }

    private static boolean endsAborted(RecordBatch control) {
        try (RecordReader records = control.records()) {
            return records.hasNext() && ControlType.of(records.next()) == ControlType.ABORT;
        }
    }
}
