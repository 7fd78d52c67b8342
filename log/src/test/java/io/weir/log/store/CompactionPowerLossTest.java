package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.Seeds;
import io.weir.log.SimulatedClock;
import io.weir.log.TestLogs;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.producer.ProducerState;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A round of compaction that puts several segments together, and the power fails at each of its disk operations in turn:
 * of a history with transactions and tombstones, some of them old enough to go.
 */
class CompactionPowerLossTest {

    /** What a reader makes of the log, and what producers go on from. */
    private record Found(
            long end, Map<String, String> committed, Map<Long, Integer> sequences, Map<Long, Long> transactions) {}

    /** A log that is about to be compacted. */
    private record Prepared(SimulatedDisk disk, LogStore store, PartitionLog log) {}

    private static final String NAME = "topic-0";
    private static final Path FOLDER = Path.of("/data/" + NAME);
    private static final int LOSSES = 3;
    private static final LogConfig MANY_SEGMENTS = TestLogs.smallSegments(250)
            .withRetention(retention -> retention.withDelete(false).withFileDeleteDelayMs(0))
            .withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 50));
    private static final LogConfig LARGER_SEGMENTS = MANY_SEGMENTS.withSegment(segment -> segment.withMaxBytes(1_500));

    private SimulatedClock clock = new SimulatedClock(1_000);

    @Test
    @Tag("seeds")
    void readersSeeTheSameWhereverThePowerFails() {
        // given
        Seeds seeds = Seeds.named("compaction-power", 8);
        long[] losses = {0};

        // when
        long done = seeds.run(seed -> losses[0] += failEverywhere(seed));

        // then
        assertThat(losses[0]).isGreaterThan(40 * done);
    }

    /** Returns how many operations the round has. */
    private int failEverywhere(long seed) throws Exception {
        int operations = 0;
        while (true) {
            Prepared prepared = prepare(seed);
            Found before = found(prepared.log);
            prepared.disk.failAfter(operations);
            boolean isDone = prepared.store.cleaner().cleanDirtiest(cleaner()) && !prepared.disk.hasFailed();
            for (int loss = 0; loss < LOSSES; loss++) {
                check(prepared.disk.afterPowerLoss(seed * LOSSES + loss), before, "power lost at " + operations);
            }
            check(prepared.disk.afterProcessDeath(), before, "killed at " + operations);
            if (isDone) {
                return operations;
            }
            operations++;
        }
    }

    private void check(SimulatedDisk disk, Found before, String when) throws Exception {
        LogStore store = open(disk);
        PartitionLog log = log(store);
        assertThat(found(log)).as(when).isEqualTo(before);
        assertThat(disk.list(FOLDER)).as(when).noneMatch(name -> name.endsWith(".swap") || name.endsWith(".cleaned"));

        // The next round makes up for what was missed.
        clock.advance(100);
        while (store.cleaner().cleanDirtiest(cleaner())) {
            assertThat(log.failure()).as(when).isEmpty();
        }
        assertThat(found(log)).as("compacted, " + when).isEqualTo(before);
    }

    private Prepared prepare(long seed) throws LogStoreException {
        clock = new SimulatedClock(1_000);
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        LogStore store = open(disk);
        PartitionLog log = store.log(NAME, TestLogs.TOPIC_ID, MANY_SEGMENTS, DurabilityListener.none());
        History history = new History(random);
        history.append(log, 30);
        // Tombstones and markers of the first round wait for their time, and go in the second.
        boolean _ = store.cleaner().cleanDirtiest(cleaner());
        clock.advance(100);
        history.append(log, 40);
        log.updateConfig(LARGER_SEGMENTS);
        assertThat(log.segmentCount()).isGreaterThan(5);
        return new Prepared(disk, store, log);
    }

    private Found found(PartitionLog log) {
        long end = log.logEndOffset();
        List<RecordBatch> batches = new ArrayList<>();
        for (long next = log.logStartOffset();
                next < end;
                next = batches.getLast().nextOffset()) {
            batches.addAll(log.readBatches(next, 1 << 20, end));
        }
        long stable = log.lastStableOffset(end);
        List<ReaderView.Aborted> aborted = log.abortedTransactions(0, stable).stream()
                .map(transaction -> new ReaderView.Aborted(transaction.producerId(), transaction.firstOffset()))
                .toList();
        batches.removeIf(batch -> batch.baseOffset() >= stable);
        Map<Long, Integer> sequences = new TreeMap<>();
        Map<Long, Long> transactions = new TreeMap<>();
        for (ProducerState producer : log.producers()) {
            sequences.put(producer.producerId(), producer.lastSequence());
            transactions.put(producer.producerId(), producer.transactionFirstOffset());
        }
        return new Found(end, ReaderView.finalState(ReaderView.records(batches, aborted)), sequences, transactions);
    }

    private Cleaner cleaner() {
        return new Cleaner(CleanerConfig.DEFAULTS, new IoThrottle(Double.MAX_VALUE, clock, _ -> {}));
    }

    private LogStore open(SimulatedDisk disk) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "mine", 1),
                TestLogs.environment(disk, clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store) {
        return store.log(NAME, TestLogs.TOPIC_ID, LARGER_SEGMENTS, DurabilityListener.none());
    }

    /** Keyed records, tombstones and transactions that commit or abort. */
    private final class History {

        private final Random random;
        private final Map<Long, Integer> sequences = new HashMap<>();

        History(Random random) {
            this.random = random;
        }

        void append(PartitionLog log, int steps) {
            for (int i = 0; i < steps; i++) {
                clock.advance(1);
                switch (random.nextInt(4)) {
                    case 0 -> transaction(log, 1 + random.nextInt(3));
                    case 1 -> log.append(records(4 + random.nextInt(3), false), AppendRequest.fromClient(0));
                    default -> log.append(records(-1, false), AppendRequest.fromClient(0));
                }
            }
        }

        private void transaction(PartitionLog log, long producerId) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                log.append(records(producerId, true), AppendRequest.fromClient(0));
            }
            EndTxnMarker marker = new EndTxnMarker(random.nextInt(3) > 0, 0);
            log.append(marker.toBatch(producerId, (short) 0, clock.millis()), AppendRequest.transactionMarker(0, 1));
        }

        private ByteBuffer records(long producerId, boolean isTransactional) {
            RecordBatchBuilder builder = RecordBatchBuilder.plain();
            int count = 1 + random.nextInt(3);
            if (producerId >= 0) {
                int sequence = sequences.getOrDefault(producerId, 0);
                builder.producer(new ProducerSequence(producerId, (short) 0, sequence));
                sequences.put(producerId, sequence + count);
            }
            if (isTransactional) {
                builder.transactional();
            }
            for (int i = 0; i < count; i++) {
                ByteBuffer value = random.nextInt(4) == 0 ? null : utf8("v" + random.nextInt(1_000));
                builder.append(clock.millis(), utf8("k" + random.nextInt(6)), value, List.of());
            }
            return builder.build();
        }

        private static ByteBuffer utf8(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
