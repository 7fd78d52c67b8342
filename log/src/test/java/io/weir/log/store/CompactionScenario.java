package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestLogs;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogException;
import io.weir.log.flush.ManualFlusher;
import io.weir.log.producer.ProducerState;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.records.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One random life of a compacted log, from one seed: keyed records, tombstones and transactions of several producers in
 * every codec; compaction at random times, with appends in the middle of it; the power fails in the middle of anything.
 * Whatever happens, readers make of the log what they would make of its whole history.
 */
final class CompactionScenario {

    private static final String FOLDER = "topic-0";
    private static final int KEYS = 8;

    private final Random random;
    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final LogConfig config;
    private final CleanerConfig cleanerConfig;
    private final TreeMap<Long, ByteBuffer> history = new TreeMap<>();

    /** When the batches were appended, by their base offsets. */
    private final Map<Long, Long> appendedMs = new HashMap<>();

    private final Map<Long, Integer> nextSequence = new HashMap<>();
    private final Set<Long> inTransaction = new HashSet<>();
    private SimulatedDisk disk = new SimulatedDisk();
    private ManualFlusher flusher = new ManualFlusher();
    private @Nullable PartitionLog log;
    private long promised;
    private int valueNumber;

    /** Rounds of compaction that ran to their end, over all scenarios: they have to be worth the name. */
    static int rounds;

    CompactionScenario(long seed) {
        random = new Random(seed);
        CompactionConfig compaction = new CompactionConfig(
                true,
                random.nextInt(3) * 0.3,
                random.nextInt(3) == 0 ? random.nextInt(100) : 0,
                random.nextInt(3) == 0 ? random.nextInt(300) : Long.MAX_VALUE,
                random.nextInt(200));
        boolean isLogAppendTime = random.nextInt(4) == 0;
        config = TestLogs.smallSegments(300 + random.nextInt(1500))
                .withRetention(retention -> retention.withDelete(false).withFileDeleteDelayMs(random.nextInt(50)))
                .withMessage(
                        message -> message.withTimestamps(message.timestamps().withLogAppendTime(isLogAppendTime)))
                .withCompaction(_ -> compaction);
        cleanerConfig = new CleanerConfig(1, 24L * (1 + random.nextInt(20)), 0.9, 8192, Double.MAX_VALUE, 0);
    }

    void run(int lives) throws LogStoreException {
        for (int life = 0; life < lives; life++) {
            flusher = new ManualFlusher();
            LogStore store = open();
            PartitionLog opened = store.log(FOLDER, TestLogs.TOPIC_ID, config, DurabilityListener.none());
            log = opened;
            afterRestart(opened);
            boolean powerFails = random.nextInt(4) > 0;
            if (powerFails) {
                disk.failAfter(random.nextInt(400));
            }
            live(store, opened, 1 + random.nextInt(120));
            end(store, powerFails);
        }
        LogStore store = open();
        afterRestart(store.log(FOLDER, TestLogs.TOPIC_ID, config, DurabilityListener.none()));
    }

    private LogStore open() throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "cluster", 1),
                new LogEnvironment(disk, clock, flusher, LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS));
    }

    private void end(LogStore store, boolean powerFails) {
        if (!powerFails && random.nextBoolean()) {
            store.close();
            disk = random.nextBoolean() ? disk.afterPowerLoss(random.nextLong()) : disk.afterProcessDeath();
        } else if (random.nextInt(4) == 0) {
            disk = disk.afterProcessDeath();
        } else {
            disk = disk.afterPowerLoss(random.nextLong());
        }
    }

    private void live(LogStore store, PartitionLog opened, int steps) {
        try {
            for (int i = 0; i < steps && opened.failure().isEmpty(); i++) {
                step(store, opened);
                promised = Math.max(promised, opened.durableOffset());
            }
            flusher.flush();
            check(opened);
        } catch (LogException e) {
            // The power is gone.
            assertThat(disk.hasFailed()).as("power loss, not %s", e).isTrue();
        }
    }

    private void step(LogStore store, PartitionLog opened) {
        clock.advance(random.nextInt(30));
        switch (random.nextInt(30)) {
            case 0 -> store.checkpoint();
            case 1 -> opened.housekeep(clock.millis());
            case 2 -> opened.deleteOldSegments(clock.millis());
            case 3, 4, 5 -> compact(store, opened);
            case 6, 7, 8, 9, 10 -> flusher.flush();
            default -> append(opened);
        }
    }

    private void compact(LogStore store, PartitionLog opened) {
        Cleaner cleaner = new Cleaner(cleanerConfig, new IoThrottle(Double.MAX_VALUE, clock, this::meanwhile));
        boolean more = true;
        for (int i = 0; i < 3 && more && opened.failure().isEmpty(); i++) {
            more = store.cleaner().cleanDirtiest(cleaner);
            rounds += more ? 1 : 0;
        }
    }

    /** What others do while a round is under way. */
    private void meanwhile(long ms) {
        PartitionLog opened = log;
        if (opened == null) {
            return;
        }
        switch (random.nextInt(ms == 0 ? 60 : 5)) {
            case 0, 1 -> append(opened);
            case 2 -> flusher.flush();
            case 3 -> opened.housekeep(clock.millis());
            case 4 -> throw new CleaningAbortedException("the test says so");
            default -> {}
        }
    }

    private void append(PartitionLog opened) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> append(opened, transactional(11L + random.nextInt(3)), AppendRequest.fromClient(0));
            case 3, 4 -> endTransaction(opened, 11L + random.nextInt(3));
            case 5, 6 -> append(opened, idempotent(1L + random.nextInt(3)), AppendRequest.fromClient(0));
            default -> append(opened, builder(ProducerSequence.NONE), AppendRequest.fromClient(0));
        }
    }

    private void append(PartitionLog opened, RecordBatchBuilder builder, AppendRequest request) {
        append(opened, builder.build(), request);
    }

    private void append(PartitionLog opened, ByteBuffer batch, AppendRequest request) {
        // What is in flight when the power fails may be found or not: the history knows it first.
        long base = end();
        ByteBuffer copy = ByteBuffer.allocate(batch.remaining()).put(0, batch, 0, batch.remaining());
        RecordBatch stored = RecordBatch.at(copy, 0);
        stored.assign(base, 0);
        if (config.message().timestamps().logAppendTime() && !stored.isControl()) {
            stored.stampLogAppendTime(clock.millis());
        }
        history.put(base, copy);
        appendedMs.put(base, clock.millis());
        assertThat(opened.append(batch, request).baseOffset()).isEqualTo(base);
    }

    private RecordBatchBuilder idempotent(long producerId) {
        return builder(new ProducerSequence(producerId, (short) 0, nextSequence.getOrDefault(producerId, 0)));
    }

    private RecordBatchBuilder transactional(long producerId) {
        inTransaction.add(producerId);
        return idempotent(producerId).transactional();
    }

    private void endTransaction(PartitionLog opened, long producerId) {
        if (inTransaction.remove(producerId)) {
            append(
                    opened,
                    new EndTxnMarker(random.nextBoolean(), 0).toBatch(producerId, (short) 0, clock.millis()),
                    AppendRequest.transactionMarker(0, 1));
        }
    }

    private RecordBatchBuilder builder(ProducerSequence producer) {
        CompressionType[] codecs = CompressionType.values();
        CompressionType codec = random.nextBoolean() ? CompressionType.NONE : codecs[random.nextInt(codecs.length)];
        RecordBatchBuilder builder = new RecordBatchBuilder(Compression.of(codec)).producer(producer);
        int count = 1 + random.nextInt(4);
        nextSequence.put(producer.producerId(), producer.baseSequence() + count);
        for (int i = 0; i < count; i++) {
            ByteBuffer value = random.nextInt(5) == 0 ? null : utf8("value-" + valueNumber++);
            List<RecordHeader> headers =
                    random.nextInt(5) == 0 ? List.of(new RecordHeader(utf8("h"), value)) : List.of();
            builder.append(time(), utf8("key-" + random.nextInt(KEYS)), value, headers);
        }
        return builder;
    }

    private long time() {
        return clock.millis() - random.nextInt(40);
    }

    private void afterRestart(PartitionLog opened) {
        log = opened;
        long end = opened.logEndOffset();
        assertThat(end).as("log end").isBetween(promised, end());
        history.tailMap(end, true).clear();
        promised = end;
        check(opened);
        relearnProducers();
    }

    private void check(PartitionLog opened) {
        long end = opened.logEndOffset();
        List<RecordBatch> found = readAll(opened, end);
        List<RecordBatch> expected = batches();
        checkPlaces(found, end);
        checkRecords(found);
        checkKept(found, expected);
        checkStates(opened, found, expected);
        checkReads(opened, found, end);
        checkProducers(opened, expected);
    }

    private static List<RecordBatch> readAll(PartitionLog opened, long end) {
        List<RecordBatch> found = new ArrayList<>();
        for (long next = opened.logStartOffset();
                next < end;
                next = found.getLast().nextOffset()) {
            List<RecordBatch> batches = opened.readBatches(next, 1000, end);
            assertThat(batches).as("batches at " + next).isNotEmpty();
            found.addAll(batches);
        }
        return found;
    }

    private static void checkPlaces(List<RecordBatch> found, long end) {
        long next = 0;
        for (RecordBatch batch : found) {
            assertThat(batch.baseOffset()).isGreaterThanOrEqualTo(next);
            next = batch.nextOffset();
        }
        assertThat(next).isEqualTo(end);
    }

    /** Every record that is left is as it was written, and in its place. */
    private void checkRecords(List<RecordBatch> found) {
        for (RecordBatch batch : found) {
            RecordBatch original = RecordBatch.at(
                    history.getOrDefault(batch.baseOffset(), ByteBuffer.allocate(RecordBatch.HEADER_BYTES)), 0);
            assertThat(batch.lastOffset()).isEqualTo(original.lastOffset());
            assertThat(batch.producerId()).isEqualTo(original.producerId());
            assertThat(batch.baseSequence()).isEqualTo(original.baseSequence());
            assertThat(batch.isTransactional()).isEqualTo(original.isTransactional());
            if (batch.recordCount() > 0) {
                assertThat(batch.compression()).isEqualTo(original.compression());
            }
            Map<Long, Record> written = new HashMap<>();
            original.records().forEachRemaining(record -> written.put(record.offset(), record));
            batch.records().forEachRemaining(record -> assertThat(record).isEqualTo(written.get(record.offset())));
        }
    }

    /** What must not be gone yet: records younger than the lag, and the latest tombstones until their time is over. */
    private void checkKept(List<RecordBatch> found, List<RecordBatch> expected) {
        long tooYoungMs = clock.millis() - config.compaction().minLagMs();
        Set<Long> there = new HashSet<>();
        found.forEach(batch -> batch.records().forEachRemaining(record -> there.add(record.offset())));
        Map<String, Long> latestTombstones = new HashMap<>();
        List<ReaderView.Aborted> aborted = ReaderView.abortedIn(expected);
        Set<Long> committed = new HashSet<>();
        ReaderView.records(expected, aborted).forEach(record -> committed.add(record.offset()));
        for (RecordBatch batch : expected) {
            boolean mayBeGone = clock.millis()
                    >= appendedMs.getOrDefault(batch.baseOffset(), 0L)
                            + config.compaction().deleteRetentionMs();
            boolean isYoung = config.compaction().minLagMs() > 0 && batch.maxTimestamp() > tooYoungMs;
            for (Record record : recordsOf(batch)) {
                if (isYoung) {
                    assertThat(there).as("younger than the lag").contains(record.offset());
                }
                if (!batch.isControl() && committed.contains(record.offset())) {
                    String key = ReaderView.text(record.key());
                    latestTombstones.remove(key);
                    if (record.value() == null && !mayBeGone) {
                        latestTombstones.put(key, record.offset());
                    }
                }
            }
        }
        assertThat(there).as("tombstones").containsAll(latestTombstones.values());
    }

    private void checkStates(PartitionLog opened, List<RecordBatch> found, List<RecordBatch> expected) {
        long stable = opened.lastStableOffset(opened.logEndOffset());
        List<ReaderView.Aborted> told = opened.abortedTransactions(0, stable).stream()
                .map(transaction -> new ReaderView.Aborted(transaction.producerId(), transaction.firstOffset()))
                .toList();
        List<ReaderView.Aborted> aborted = ReaderView.abortedIn(expected);
        assertThat(ReaderView.finalState(ReaderView.records(below(found, stable), told)))
                .as("state of committed records")
                .isEqualTo(ReaderView.finalState(ReaderView.records(below(expected, stable), aborted)));

        // An aborted record may be there or not, and who reads uncommitted records sees it or not.
        List<Record> visible = ReaderView.records(found, List.of());
        Set<Long> there = new HashSet<>();
        visible.forEach(record -> there.add(record.offset()));
        Set<Long> committed = new HashSet<>();
        ReaderView.records(expected, aborted).forEach(record -> committed.add(record.offset()));
        List<Record> all = ReaderView.records(expected, List.of()).stream()
                .filter(record -> committed.contains(record.offset()) || there.contains(record.offset()))
                .toList();
        assertThat(ReaderView.finalState(visible)).as("state of all records").isEqualTo(ReaderView.finalState(all));
    }

    private static List<RecordBatch> below(List<RecordBatch> batches, long offset) {
        return batches.stream().filter(batch -> batch.baseOffset() < offset).toList();
    }

    private void checkReads(PartitionLog opened, List<RecordBatch> found, long end) {
        for (int i = 0; i < 10 && end > 0; i++) {
            long offset = random.nextLong(end);
            RecordBatch first = found.stream()
                    .filter(batch -> batch.lastOffset() >= offset)
                    .findFirst()
                    .orElseThrow();
            assertThat(opened.readBatches(offset, 1, end).getFirst().baseOffset())
                    .isEqualTo(first.baseOffset());
            long wanted = random.nextLong(clock.millis() + 10);
            assertThat(opened.offsetForTimestamp(wanted, end).map(hit -> hit.offset()))
                    .isEqualTo(found.stream()
                            .flatMap(batch -> recordsOf(batch).stream())
                            .filter(record -> record.timestampMs() >= wanted)
                            .map(Record::offset)
                            .findFirst());
        }
    }

    private static List<Record> recordsOf(RecordBatch batch) {
        List<Record> records = new ArrayList<>();
        batch.records().forEachRemaining(records::add);
        return records;
    }

    /** Compaction lets no producer be forgotten, and leaves no transaction open that was ended. */
    private static void checkProducers(PartitionLog opened, List<RecordBatch> expected) {
        Map<Long, Integer> sequences = new HashMap<>();
        Map<Long, Long> open = new HashMap<>();
        for (RecordBatch batch : expected) {
            if (batch.isControl()) {
                open.remove(batch.producerId());
            } else if (batch.hasProducerId()) {
                sequences.put(batch.producerId(), batch.lastSequence());
                if (batch.isTransactional()) {
                    open.putIfAbsent(batch.producerId(), batch.baseOffset());
                }
            }
        }
        Map<Long, Integer> found = new HashMap<>();
        Map<Long, Long> foundOpen = new HashMap<>();
        for (ProducerState producer : opened.producers()) {
            found.put(producer.producerId(), producer.lastSequence());
            if (producer.hasOpenTransaction()) {
                foundOpen.put(producer.producerId(), producer.transactionFirstOffset());
            }
        }
        assertThat(found).as("last sequences").isEqualTo(sequences);
        assertThat(foundOpen).as("open transactions").isEqualTo(open);
    }

    private void relearnProducers() {
        nextSequence.clear();
        inTransaction.clear();
        for (RecordBatch batch : batches()) {
            if (batch.isControl()) {
                inTransaction.remove(batch.producerId());
            } else if (batch.hasProducerId()) {
                nextSequence.put(batch.producerId(), batch.lastSequence() + 1);
                if (batch.isTransactional()) {
                    inTransaction.add(batch.producerId());
                }
            }
        }
    }

    private List<RecordBatch> batches() {
        return history.values().stream().map(batch -> RecordBatch.at(batch, 0)).toList();
    }

    private long end() {
        return history.isEmpty()
                ? 0
                : RecordBatch.at(history.lastEntry().getValue(), 0).nextOffset();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
