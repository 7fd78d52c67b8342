package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogException;
import io.weir.log.flush.ManualFlusher;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.RecordTime;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.records.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One random life of a log, from one seed: appends of every kind, flushes, truncations, retention, checkpoints; the power
 * fails in the middle of anything; and after each restart the log must be what was promised.
 */
final class CrashScenario {

    private static final String FOLDER = "topic-0";

    private final Random random;
    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final LogConfig config;
    private SimulatedDisk disk = new SimulatedDisk();
    private ManualFlusher flusher = new ManualFlusher();
    private LogModel model = new LogModel();
    private final Map<Long, Integer> nextSequence = new HashMap<>();
    private final Map<Long, Boolean> inTransaction = new HashMap<>();
    private int epoch;
    private int valueNumber;

    CrashScenario(long seed) {
        random = new Random(seed);
        config = TestLogs.smallSegments(400 + random.nextInt(4000));
    }

    void run(int lives) throws LogStoreException {
        for (int life = 0; life < lives; life++) {
            flusher = new ManualFlusher();
            LogStore store = open();
            PartitionLog log = store.log(FOLDER, TestLogs.TOPIC_ID, config, DurabilityListener.none());
            check(log);
            epoch++;
            boolean powerFails = random.nextInt(4) > 0;
            if (powerFails) {
                disk.failAfter(random.nextInt(120));
            }
            live(store, log, 1 + random.nextInt(80));
            end(store, powerFails);
        }
        LogStore store = open();
        check(store.log(FOLDER, TestLogs.TOPIC_ID, config, DurabilityListener.none()));
    }

    private LogStore open() throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "cluster", 1), TestLogs.environment(disk, clock, flusher));
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

    private void live(LogStore store, PartitionLog log, int steps) {
        try {
            for (int i = 0; i < steps; i++) {
                step(store, log);
                if (log.failure().isPresent()) {
                    return;
                }
                model.promise(log.durableOffset());
            }
        } catch (LogException e) {
            // The power is gone.
        }
    }

    private void step(LogStore store, PartitionLog log) {
        clock.advance(random.nextInt(20));
        switch (random.nextInt(40)) {
            case 0 -> truncate(log);
            case 1 -> retain(store, log);
            case 2 -> store.checkpoint();
            case 3 -> log.housekeep(clock.millis());
            case 4, 5, 6, 7, 8, 9 -> flusher.flush();
            case 10, 11, 12, 13 -> appendTransactional(log);
            case 14, 15, 16 -> endTransaction(log);
            case 17, 18, 19, 20, 21, 22 -> appendIdempotent(log);
            default -> append(log, TestBatches.plain(time(), values()), AppendRequest.fromClient(epoch));
        }
    }

    private void append(PartitionLog log, ByteBuffer batch, AppendRequest request) {
        // What is in flight when the power fails may be found or not: the model knows it first.
        RecordBatch.at(batch, 0).assign(model.end(), epoch);
        ByteBuffer copy = ByteBuffer.allocate(batch.remaining()).put(0, batch, 0, batch.remaining());
        model.append(copy);
        RecordBatch.at(batch, 0).assign(0, 0);
        AppendResult result = log.append(batch, request);
        assertThat(result.isDuplicate()).isFalse();
        assertThat(result.baseOffset()).isEqualTo(RecordBatch.at(copy, 0).baseOffset());
    }

    private void appendIdempotent(PartitionLog log) {
        long producerId = 1L + random.nextInt(3);
        String[] values = values();
        int sequence = nextSequence.getOrDefault(producerId, 0);
        nextSequence.put(producerId, sequence + values.length);
        append(log, TestBatches.idempotent(producerId, 0, sequence, time(), values), AppendRequest.fromClient(epoch));
    }

    private void appendTransactional(PartitionLog log) {
        long producerId = 11L + random.nextInt(3);
        String[] values = values();
        int sequence = nextSequence.getOrDefault(producerId, 0);
        nextSequence.put(producerId, sequence + values.length);
        inTransaction.put(producerId, true);
        append(
                log,
                TestBatches.transactional(producerId, 0, sequence, time(), values),
                AppendRequest.fromClient(epoch));
    }

    private void endTransaction(PartitionLog log) {
        long producerId = 11L + random.nextInt(3);
        if (inTransaction.getOrDefault(producerId, false)) {
            inTransaction.put(producerId, false);
            append(
                    log,
                    TestBatches.marker(producerId, 0, random.nextBoolean(), time()),
                    AppendRequest.transactionMarker(epoch, 1));
        }
    }

    private void truncate(PartitionLog log) {
        if (model.end() > model.start()) {
            long offset = model.at(model.start() + random.nextLong(model.end() - model.start()))
                    .baseOffset();
            if (offset >= model.start()) {
                // While it is under way the end may be anywhere in between.
                model.lowerPromise(offset);
                log.truncateTo(offset);
                model.truncateTo(offset);
                relearn();
            }
        }
    }

    private void retain(LogStore store, PartitionLog log) {
        long bound = log.durableOffset();
        if (bound > model.start()) {
            long offset = model.start() + random.nextLong(bound - model.start()) + 1;
            model.startAt(offset);
            log.advanceLogStartOffset(offset);
            if (random.nextBoolean()) {
                log.deleteOldSegments(clock.millis());
            } else {
                store.checkpoint();
            }
        }
    }

    /** After a restart: everything promised is there, nothing else than what was written, and all parts agree. */
    private void check(PartitionLog log) {
        long start = log.logStartOffset();
        long end = log.logEndOffset();
        assertThat(end).as("log end").isBetween(model.promised(), model.end());
        assertThat(start).as("log start").isBetween(0L, model.start());
        assertThat(log.durableOffset()).isEqualTo(end);
        List<RecordBatch> found = readAll(log, start, end);
        model.truncateTo(end);
        List<RecordBatch> expected = model.batches().stream()
                .filter(batch -> batch.lastOffset() >= start)
                .toList();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).bytes()).isEqualTo(expected.get(i).bytes());
        }
        model.startAt(start);
        checkSearches(log, expected, start, end);
        checkProducers(log, end);
        model.promise(end);
        relearn();
    }

    private static List<RecordBatch> readAll(PartitionLog log, long start, long end) {
        List<RecordBatch> found = new ArrayList<>();
        for (long next = start; next < end; ) {
            List<RecordBatch> batches = log.readBatches(next, 1000, end);
            assertThat(batches).as("batches at " + next).isNotEmpty();
            found.addAll(batches);
            next = found.getLast().nextOffset();
        }
        return found;
    }

    private void checkSearches(PartitionLog log, List<RecordBatch> batches, long start, long end) {
        for (int i = 0; i < 10 && end > start; i++) {
            long offset = start + random.nextLong(end - start);
            assertThat(log.readBatches(offset, 1, end).getFirst().baseOffset())
                    .isEqualTo(model.at(offset).baseOffset());
            long wanted = random.nextLong(clock.millis() + 10);
            Optional<Long> expected = batches.stream()
                    .filter(batch -> batch.maxTimestamp() >= wanted)
                    .findFirst()
                    .map(batch -> Math.max(start, batch.baseOffset()));
            assertThat(log.offsetForTimestamp(wanted, end).map(RecordTime::offset))
                    .as("offset for time " + wanted)
                    .isEqualTo(expected);
        }
    }

    private void checkProducers(PartitionLog log, long end) {
        // Retention may take a producer's batches and leave what is known of it: only the whole history tells.
        Map<Long, LogModel.Producer> expected = LogModel.producers(model.batches(), new ArrayList<>());
        Map<Long, ProducerState> found = new HashMap<>();
        log.producers().forEach(producer -> found.put(producer.producerId(), producer));
        expected.forEach((producerId, producer) -> {
            ProducerState state = found.get(producerId);
            if (producer.lastOffset() >= log.logStartOffset()) {
                assertThat(state).as("producer " + producerId).isNotNull();
            }
            if (state != null && !state.batches().isEmpty() && producer.lastOffset() >= log.logStartOffset()) {
                assertThat(state.lastSequence()).isEqualTo(producer.lastSequence());
                assertThat(state.batches().getLast().lastOffset()).isEqualTo(producer.lastOffset());
            }
        });
        checkAborted(log, end);
    }

    /** A transaction that began before the log's start may be known from there on, or not at all. */
    private void checkAborted(PartitionLog log, long end) {
        List<String> possible = LogModel.aborted(model.batches()).stream()
                .map(transaction -> transaction.producerId() + " until " + transaction.lastOffset())
                .toList();
        List<String> certain = LogModel.aborted(model.batches()).stream()
                .filter(transaction -> transaction.firstOffset() >= log.logStartOffset())
                .map(transaction -> transaction.producerId() + " until " + transaction.lastOffset())
                .toList();
        List<String> known = log.abortedTransactions(log.logStartOffset(), end).stream()
                .map(transaction -> transaction.producerId() + " until " + transaction.lastOffset())
                .toList();
        assertThat(known).as("aborted transactions").isSubsetOf(possible).containsAll(certain);
    }

    /** The producers go on from what the log holds now. */
    private void relearn() {
        nextSequence.clear();
        inTransaction.clear();
        LogModel.producers(model.batches(), new ArrayList<>()).forEach((producerId, producer) -> {
            nextSequence.put(producerId, producer.lastSequence() + 1);
            inTransaction.put(producerId, producer.transactionFirstOffset() >= 0);
        });
    }

    private long time() {
        return Math.max(0, clock.millis() - random.nextInt(200));
    }

    private String[] values() {
        String[] values = new String[1 + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = "value-" + valueNumber++ + "x".repeat(random.nextInt(random.nextInt(8) == 0 ? 1500 : 60));
        }
        return values;
    }
}
