package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogException;
import io.weir.log.flush.SteppedFlusher;
import io.weir.log.journal.JournalConfig;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One random life of several logs behind one small journal, from one seed: appends, passes of every kind in steps,
 * truncations, retention, deletion and a new topic under the same name, checkpoints, a full disk; the power fails in the
 * middle of anything, also of the start after it; and each log must be what was promised.
 */
final class JournalCrashScenario {

    private static final int LOGS = 5;

    /** A name, and what has become of it. */
    private static final class Subject {
        private final String folder;
        private Uuid topicId;
        private LogModel model = new LogModel();
        private @Nullable PartitionLog log;

        Subject(String folder, Uuid topicId) {
            this.folder = folder;
            this.topicId = topicId;
        }
    }

    private final Random random;
    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final LogConfig config;
    private final JournalConfig journal;
    private final List<Subject> subjects = new ArrayList<>();
    private SimulatedDisk disk = new SimulatedDisk();
    private SteppedFlusher flusher;
    private int epoch;
    private int valueNumber;
    private int topicNumber;

    JournalCrashScenario(long seed) {
        random = new Random(seed);
        flusher = new SteppedFlusher(disk, random);
        config = TestLogs.smallSegments(1000 + random.nextInt(6000))
                .withRetention(retention -> retention.withFileDeleteDelayMs(random.nextInt(40)));
        journal = new JournalConfig(1000 + random.nextInt(random.nextBoolean() ? 3000 : 20_000), random.nextInt(300));
        for (int i = 0; i < LOGS; i++) {
            subjects.add(new Subject("topic" + i + "-0", newTopic()));
        }
    }

    void run(int lives) throws LogStoreException {
        for (int life = 0; life < lives; life++) {
            epoch++;
            flusher = new SteppedFlusher(disk, random);
            subjects.forEach(subject -> subject.log = null);
            boolean powerFails = random.nextInt(4) > 0;
            if (powerFails) {
                disk.failAfter(random.nextInt(random.nextInt(3) == 0 ? 20 : 400));
            }
            live(powerFails);
        }
        flusher = new SteppedFlusher(disk, random);
        LogStore store = open();
        for (Subject subject : subjects) {
            subject.log = null;
            open(store, subject);
        }
    }

    private void live(boolean powerFails) throws LogStoreException {
        LogStore store;
        try {
            store = open();
        } catch (LogStoreException e) {
            assertThat(disk.hasFailed()).as("power loss, not %s", e).isTrue();
            crash();
            return;
        }
        int steps = 1 + random.nextInt(120);
        for (int i = 0; i < steps && !disk.hasFailed(); i++) {
            step(store);
        }
        if (!powerFails && random.nextBoolean()) {
            store.close();
            flusher.flush();
        }
        crash();
    }

    private void crash() {
        disk = random.nextInt(4) == 0 ? disk.afterProcessDeath() : disk.afterPowerLoss(random.nextLong());
    }

    private LogStore open() throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "cluster", 1, 0, journal),
                TestLogs.environment(disk, clock, flusher));
    }

    private PartitionLog open(LogStore store, Subject subject) {
        PartitionLog log = store.log(subject.folder, subject.topicId, config, DurabilityListener.none());
        if (!log.equals(subject.log)) {
            check(subject, log);
            subject.log = log;
        }
        return log;
    }

    private void step(LogStore store) {
        clock.advance(random.nextInt(20));
        Subject subject = subjects.get(random.nextInt(LOGS));
        try {
            act(store, subject);
        } catch (LogException e) {
            // The power is gone, or the disk full: then the log may be offline until the next start.
        }
        for (Subject each : subjects) {
            PartitionLog log = each.log;
            if (log != null && log.failure().isEmpty()) {
                each.model.promise(log.durableOffset());
            }
        }
    }

    private void act(LogStore store, Subject subject) {
        switch (random.nextInt(60)) {
            case 0 -> truncate(open(store, subject), subject.model);
            case 1 -> delete(store, subject);
            case 2 -> retain(store, open(store, subject), subject.model);
            case 3 -> store.checkpoint();
            case 4 -> store.housekeep(clock.millis());
            case 5 -> disk.limitFreeBytes(random.nextInt(3000));
            case 6, 7, 8 -> disk.limitFreeBytes(Long.MAX_VALUE);
            case 9, 10, 11 -> flusher.beginForce();
            case 12, 13, 14 -> flusher.force();
            case 15, 16, 17, 18, 19 -> flusher.begin();
            case 20, 21, 22, 23, 24 -> flusher.write();
            case 25, 26, 27 -> flusher.flush();
            default -> append(open(store, subject), subject.model);
        }
    }

    private void append(PartitionLog log, LogModel model) {
        long offset = model.end();
        ByteBuffer batch = TestBatches.plain(clock.millis(), values());
        // What is in flight when the power fails may be found or not: the model knows it first.
        RecordBatch.at(batch, 0).assign(offset, epoch);
        model.append(ByteBuffer.allocate(batch.remaining()).put(0, batch, 0, batch.remaining()));
        RecordBatch.at(batch, 0).assign(0, 0);
        try {
            log.append(batch, AppendRequest.fromClient(epoch));
        } catch (LogException e) {
            if (log.failure().isEmpty()) {
                // Refused, and nothing was changed.
                model.truncateTo(offset);
            }
            throw e;
        }
    }

    private void truncate(PartitionLog log, LogModel model) {
        if (model.end() > model.start()) {
            long offset = model.at(model.start() + random.nextLong(model.end() - model.start()))
                    .baseOffset();
            if (offset >= model.start()) {
                model.lowerPromise(offset);
                log.truncateTo(offset);
                model.truncateTo(offset);
            }
        }
    }

    /** As the metadata has it: the topic is gone before its log is, whatever happens then. */
    private void delete(LogStore store, Subject subject) {
        if (subject.model.promised() == 0 || !disk.exists(Path.of("/data", subject.folder, "partition.metadata"))) {
            // Before its first flush a folder need not say whose it is.
            return;
        }
        subject.topicId = newTopic();
        subject.model = new LogModel();
        subject.log = null;
        store.retire(List.of(subject.folder));
        if (random.nextBoolean()) {
            store.deleteRetired();
        }
    }

    private void retain(LogStore store, PartitionLog log, LogModel model) {
        long bound = log.durableOffset();
        if (bound > model.start()) {
            long offset = model.start() + random.nextLong(bound - model.start()) + 1;
            model.startAt(offset);
            log.advanceLogStartOffset(offset);
            if (random.nextInt(4) > 0) {
                log.deleteOldSegments(clock.millis());
            } else {
                store.checkpoint();
            }
        }
    }

    private void check(Subject subject, PartitionLog log) {
        LogModel model = subject.model;
        long start = log.logStartOffset();
        long end = log.logEndOffset();
        assertThat(end).as("end of " + subject.folder).isBetween(model.promised(), model.end());
        assertThat(start).as("start of " + subject.folder).isBetween(0L, model.start());
        model.truncateTo(end);
        List<RecordBatch> found = new ArrayList<>();
        for (long next = start; next < end; next = found.getLast().nextOffset()) {
            List<RecordBatch> batches = log.readBatches(next, 1000, end);
            assertThat(batches).as("batches at " + next).isNotEmpty();
            found.addAll(batches);
        }
        List<RecordBatch> expected = model.batches().stream()
                .filter(batch -> batch.lastOffset() >= start)
                .toList();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).bytes()).isEqualTo(expected.get(i).bytes());
        }
        model.startAt(start);
        model.promise(end);
    }

    private Uuid newTopic() {
        return new Uuid(7, 100 + topicNumber++);
    }

    private String[] values() {
        String[] values = new String[1 + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = "value-" + valueNumber++ + "x".repeat(random.nextInt(random.nextInt(8) == 0 ? 900 : 60));
        }
        return values;
    }
}
