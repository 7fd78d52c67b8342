package io.weir.log.store;

import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a consumer makes of the batches it is sent: it skips markers, and aborted records where it was told to. */
final class ReaderView {

    /** What a fetch answer says of an aborted transaction. */
    record Aborted(long producerId, long firstOffset) {}

    private ReaderView() {}

    /** The data records that a reader sees, in order. */
    static List<Record> records(List<RecordBatch> batches, List<Aborted> aborted) {
        PriorityQueue<Aborted> coming = new PriorityQueue<>(Comparator.comparingLong(Aborted::firstOffset));
        coming.addAll(aborted);
        Set<Long> skipped = new HashSet<>();
        List<Record> seen = new ArrayList<>();
        for (RecordBatch batch : batches) {
            for (Aborted next = coming.peek(); next != null && next.firstOffset <= batch.lastOffset(); ) {
                skipped.add(coming.remove().producerId);
                next = coming.peek();
            }
            if (batch.isControl()) {
                if (isAbort(batch)) {
                    skipped.remove(batch.producerId());
                }
            } else if (!batch.isTransactional() || !skipped.contains(batch.producerId())) {
                batch.records().forEachRemaining(seen::add);
            }
        }
        return seen;
    }

    /** The aborted transactions, as the whole history tells. */
    static List<Aborted> abortedIn(List<RecordBatch> history) {
        Map<Long, Long> open = new HashMap<>();
        List<Aborted> aborted = new ArrayList<>();
        for (RecordBatch batch : history) {
            if (batch.isControl()) {
                Long first = open.remove(batch.producerId());
                if (first != null && isAbort(batch)) {
                    aborted.add(new Aborted(batch.producerId(), first));
                }
            } else if (batch.isTransactional()) {
                open.putIfAbsent(batch.producerId(), batch.baseOffset());
            }
        }
        return aborted;
    }

    /** The last value of every key. */
    static Map<String, String> finalState(List<Record> records) {
        Map<String, String> state = new TreeMap<>();
        for (Record record : records) {
            String key = text(record.key());
            if (record.value() == null) {
                state.remove(key);
            } else {
                state.put(key, text(record.value()));
            }
        }
        return state;
    }

    static String text(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? "null"
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static boolean isAbort(RecordBatch marker) {
        try (RecordReader records = marker.records()) {
            return records.hasNext() && !EndTxnMarker.of(records.next()).isCommit();
        }
    }
}
