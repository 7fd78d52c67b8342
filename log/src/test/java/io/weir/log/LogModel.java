package io.weir.log;

import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a log should hold: its batches in memory, and how much of them was promised. */
final class LogModel {

    /** A producer as the batches of a log tell of it. */
    record Producer(short epoch, int lastSequence, long lastOffset, long transactionFirstOffset) {}

    /** An aborted transaction as the batches tell of it. */
    record Aborted(long producerId, long firstOffset, long lastOffset) {}

    private final TreeMap<Long, ByteBuffer> batches = new TreeMap<>();
    private long promised;
    private long start;

    /** Takes a batch that has its offsets. */
    void append(ByteBuffer batch) {
        batches.put(RecordBatch.at(batch, 0).baseOffset(), batch);
    }

    void truncateTo(long offset) {
        batches.values().removeIf(batch -> RecordBatch.at(batch, 0).lastOffset() >= offset);
        promised = Math.min(promised, offset);
    }

    void promise(long durableOffset) {
        promised = Math.max(promised, durableOffset);
    }

    /** A truncation that is under way takes the promise back before it takes the batches. */
    void lowerPromise(long offset) {
        promised = Math.min(promised, offset);
    }

    void startAt(long offset) {
        start = Math.max(start, offset);
    }

    long promised() {
        return promised;
    }

    long start() {
        return start;
    }

    long end() {
        return batches.isEmpty()
                ? 0
                : RecordBatch.at(batches.lastEntry().getValue(), 0).nextOffset();
    }

    /** The batch that holds an offset. */
    RecordBatch at(long offset) {
        return RecordBatch.at(batches.floorEntry(offset).getValue(), 0);
    }

    List<RecordBatch> batches() {
        return batches.values().stream().map(batch -> RecordBatch.at(batch, 0)).toList();
    }

    /** The producers with batches at or after an offset. */
    static Map<Long, Producer> producers(List<RecordBatch> batches, List<Aborted> aborted) {
        Map<Long, Producer> producers = new HashMap<>();
        for (RecordBatch batch : batches) {
            if (batch.hasProducerId()) {
                Producer before = producers.get(batch.producerId());
                long open = before == null ? -1 : before.transactionFirstOffset();
                producers.put(
                        batch.producerId(),
                        batch.isControl() ? ended(batch, open, before, aborted) : sent(batch, open));
            }
        }
        return producers;
    }

    private static Producer sent(RecordBatch batch, long open) {
        long first = batch.isTransactional() && open < 0 ? batch.baseOffset() : open;
        return new Producer(batch.producerEpoch(), batch.lastSequence(), batch.lastOffset(), first);
    }

    private static Producer ended(
            RecordBatch batch, long open, @org.jspecify.annotations.Nullable Producer before, List<Aborted> aborted) {
        try (RecordReader records = batch.records()) {
            if (open >= 0 && !EndTxnMarker.of(records.next()).isCommit()) {
                aborted.add(new Aborted(batch.producerId(), open, batch.lastOffset()));
            }
        }
        int sequence = before == null ? -1 : before.lastSequence();
        long offset = before == null ? -1 : before.lastOffset();
        return new Producer(batch.producerEpoch(), sequence, offset, -1);
    }

    static List<Aborted> aborted(List<RecordBatch> batches) {
        List<Aborted> aborted = new ArrayList<>();
        producers(batches, aborted);
        return aborted;
    }
}
