package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.error.LogException;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that is done to a store, one thing after the other, on a disk that may fail at any of them; and what must be
 * true of it whatever has failed.
 */
final class FaultScript {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final String PLAIN = "plain-0";
    private static final String COMPACTED = "compacted-0";
    private static final String DELETED = "deleted-0";

    private final SimulatedClock clock = new SimulatedClock(1_000_000);
    private final List<Path> folders;
    private final long reservedBytes;

    /** By offset: what was acknowledged, and what was refused and must never be seen. */
    private final TreeMap<Long, String> acked = new TreeMap<>();

    private final Set<String> refused = new HashSet<>();
    private final Map<String, Integer> lastAckedOfKey = new HashMap<>();
    private int valueNumber;

    FaultScript(long reservedBytes, Path... folders) {
        this.folders = List.of(folders);
        this.reservedBytes = reservedBytes;
    }

    LogStore open(Disk disk) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(folders, "mine", 1, reservedBytes),
                TestLogs.environment(disk, clock, new InlineFlusher()));
    }

    PartitionLog plain(LogStore store) {
        LogConfig config = TestLogs.smallSegments(600)
                .withRetention(retention -> retention.withMaxMs(-1).withFileDeleteDelayMs(10));
        return store.log(PLAIN, TOPIC, config, DurabilityListener.none());
    }

    PartitionLog compacted(LogStore store) {
        LogConfig config = TestLogs.smallSegments(400)
                .withRetention(retention -> retention.withDelete(false).withFileDeleteDelayMs(10))
                .withCompaction(_ -> new io.weir.log.config.CompactionConfig(true, 0, 0, Long.MAX_VALUE, 0));
        return store.log(COMPACTED, TOPIC, config, DurabilityListener.none());
    }

    private PartitionLog deleted(LogStore store) {
        return store.log(DELETED, TOPIC, LogConfig.DEFAULTS, DurabilityListener.none());
    }

    /** Everything there is to do. What is refused is noted, and the next thing done. */
    void live(LogStore store) {
        for (int round = 0; round < 3; round++) {
            int number = round;
            for (int i = 0; i < 4; i++) {
                append(plain(store), TestBatches.plain(clock.millis(), nextValue()));
                appendKeyed(store);
            }
            attempt(() -> plain(store)
                    .append(TestBatches.transactional(7, 0, number, clock.millis(), "uncommitted"), CLIENT));
            attempt(() -> plain(store)
                    .append(TestBatches.marker(7, 0, false, clock.millis()), AppendRequest.transactionMarker(0, 1)));
            attempt(() -> deleted(store).append(TestBatches.plain(clock.millis(), "soon gone"), CLIENT));
            clock.advance(100);
            store.checkpoint();
            store.housekeep(clock.millis());
            attempt(() -> compact(store));
            attempt(() -> delete(store, DELETED));
            attempt(() -> truncate(plain(store)));
            append(plain(store), TestBatches.plain(clock.millis(), nextValue()));
            attempt(() -> retain(plain(store)));
            clock.advance(100);
            store.housekeep(clock.millis());
            store.checkpoint();
        }
    }

    /** Whether a record is taken now. */
    boolean takesRecords(LogStore store) {
        int before = acked.size();
        append(plain(store), TestBatches.plain(clock.millis(), nextValue()));
        return acked.size() > before;
    }

    int refusedCount() {
        return refused.size();
    }

    /** Deletes a topic; it must not fail. */
    void deleteOne(LogStore store) {
        delete(store, COMPACTED);
        lastAckedOfKey.clear();
    }

    private static void delete(LogStore store, String name) {
        store.retire(List.of(name));
        store.deleteRetired();
    }

    void housekeep(LogStore store) {
        clock.advance(100);
        store.housekeep(clock.millis());
    }

    /** Everything acknowledged is there, and nothing that was refused. */
    void check(LogStore store) {
        checkPlain(plain(store));
        checkCompacted(compacted(store));
    }

    void checkPlain(PartitionLog log) {
        List<String> found = TestLogs.values(log, log.logStartOffset());
        assertThat(acked.tailMap(log.logStartOffset()))
                .allSatisfy((offset, value) -> assertThat(found).contains(offset + "=" + value));
        assertThat(found).noneMatch(value -> refused.contains(value.substring(value.indexOf('=') + 1)));
        assertThat(found.size())
                .isGreaterThanOrEqualTo(acked.tailMap(log.logStartOffset()).size());
    }

    private void checkCompacted(PartitionLog log) {
        Map<String, Integer> found = new HashMap<>();
        for (long next = log.logStartOffset(); next < log.logEndOffset(); ) {
            List<RecordBatch> batches = log.readBatches(next, 1 << 20, Long.MAX_VALUE);
            assertThat(batches).isNotEmpty();
            for (RecordBatch batch : batches) {
                for (Record record : records(batch)) {
                    found.put(
                            ReaderView.text(record.key()),
                            Integer.parseInt(ReaderView.text(record.value()).substring(6)));
                }
            }
            next = batches.getLast().nextOffset();
        }
        lastAckedOfKey.forEach((key, number) -> assertThat(found.get(key))
                .as("last value of " + key)
                .isNotNull()
                .isGreaterThanOrEqualTo(number));
    }

    private static List<Record> records(RecordBatch batch) {
        List<Record> records = new ArrayList<>();
        batch.records().forEachRemaining(records::add);
        return records;
    }

    private void append(PartitionLog log, ByteBuffer batch) {
        String value = "value-" + valueNumber;
        try {
            long offset = log.append(batch, CLIENT).baseOffset();
            if (log.durableOffset() > offset) {
                acked.put(offset, value);
            }
        } catch (LogException e) {
            if (String.valueOf(e.getMessage()).contains("full")) {
                refused.add(value);
            }
        }
    }

    private void appendKeyed(LogStore store) {
        String key = "key-" + valueNumber % 3;
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        builder.append(clock.millis(), TestBatches.utf8(key), TestBatches.utf8("value-" + valueNumber));
        attempt(() -> {
            PartitionLog log = compacted(store);
            long offset = log.append(builder.build(), CLIENT).baseOffset();
            if (log.durableOffset() > offset) {
                lastAckedOfKey.put(key, valueNumber);
            }
        });
    }

    private void compact(LogStore store) {
        Cleaner cleaner = new Cleaner(CleanerConfig.DEFAULTS, new IoThrottle(Double.MAX_VALUE, clock, ms -> {}));
        boolean _ = store.cleaner().cleanDirtiest(cleaner);
    }

    private void truncate(PartitionLog log) {
        if (log.logEndOffset() - log.logStartOffset() > 3) {
            long offset = log.logEndOffset() - 2;
            // Whether it is done or refused: nobody is promised these any more.
            acked.tailMap(offset).clear();
            log.truncateTo(offset);
        }
    }

    private void retain(PartitionLog log) {
        long offset = log.logStartOffset() + (log.durableOffset() - log.logStartOffset()) / 2;
        log.advanceLogStartOffset(offset);
        int _ = log.deleteOldSegments(clock.millis());
    }

    private String nextValue() {
        return "value-" + ++valueNumber;
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (LogException e) {
            // The disk has its reasons.
        }
    }
}
