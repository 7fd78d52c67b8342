package io.weir.log.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.Flushable;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.TailPass;
import io.weir.log.inspect.LogVerifier;
import io.weir.log.inspect.Verdict;
import io.weir.log.inspect.VerifyEvent;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a journal keeps over a power cut that takes everything else. */
class JournalTest {

    private static final Path DATA = Path.of("/data");
    private static final Path JOURNAL = DATA.resolve("weir-journal.0");
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final Uuid OLD = new Uuid(1, 2);
    private static final Uuid NEW = new Uuid(3, 4);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);
    private final JournalingFlusher flusher = new JournalingFlusher();

    @Test
    void bringsBackRecordsThatWereNeverForced() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one", "two");
        append(store, "b-0", OLD, "three");

        // when
        flusher.flush();

        // then
        assertThat(log(store, "a-0", OLD).durableOffset()).isEqualTo(3);
        for (int seed = 0; seed < 20; seed++) {
            LogStore found = open(disk.afterPowerLoss(seed));
            assertThat(TestLogs.values(log(found, "a-0", OLD), 0)).containsExactly("0=first", "1=one", "2=two");
            assertThat(TestLogs.values(log(found, "b-0", OLD), 0)).containsExactly("0=first", "1=three");
        }
    }

    @Test
    void tellsWhatAStartWouldDo() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        append(store, "b-0", OLD, "two");
        flusher.flush();
        append(store, "b-0", OLD, "three");
        flusher.flush();

        // when
        JournalPlan plan = JournalPlan.read(disk, DATA);

        // then
        assertThat(plan.files())
                .singleElement()
                .satisfies(file -> assertThat(file.entries()).isEqualTo(2));
        assertThat(plan.logs())
                .extracting(log -> log.id().folderName() + " " + log.count())
                .containsExactly("b-0 2");
    }

    @Test
    void isAppliedBeforeAFolderIsVerified() throws Exception {
        // given records that only the journal holds after a power cut
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one", "two");
        append(store, "b-0", OLD, "three");
        flusher.flush();
        SimulatedDisk found = disk.afterPowerLoss(1);
        List<VerifyEvent> events = new ArrayList<>();

        // when
        Verdict verdict = new LogVerifier(found, _ -> false, events::add).verify(DATA);

        // then
        assertThat(verdict.isSound()).isTrue();
        assertThat(events)
                .anySatisfy(event -> assertThat(event.toString()).contains("a start writes what the journal holds"));
        assertThat(events)
                .filteredOn(VerifyEvent.NextStart.class::isInstance)
                .extracting(event -> ((VerifyEvent.NextStart) event).outcome())
                .containsExactly(new StartOutcome.Opens(0, 3), new StartOutcome.Opens(0, 2));
        assertThat(JournalPlan.read(found, DATA).logs()).hasSize(1);
    }

    @Test
    void endsAtDamageAndTakesNothingOfItForRecords() throws Exception {
        // given three passes, and a flipped bit in the second
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        flusher.flush();
        long second = JournalPlan.read(disk, DATA).files().getFirst().endBytes();
        append(store, "a-0", OLD, "two");
        flusher.flush();
        append(store, "a-0", OLD, "three");
        flusher.flush();
        disk.flipBit(JOURNAL, second + 50);

        // when, then
        assertThat(JournalPlan.read(disk, DATA).files().getFirst().entries()).isEqualTo(1);
    }

    @Test
    void takesNothingOfAnEarlierUseOfTheFile() throws Exception {
        // given a file that was given free
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        append(store, "b-0", OLD, "two");
        flusher.flush();
        store.housekeep(clock.millis());
        clock.advance(60_000);
        store.housekeep(clock.millis());

        // when
        flusher.force();

        // then
        assertThat(disk.sizeBytes(JOURNAL)).isGreaterThan(JournalFormat.FIRST_ENTRY);
        assertThat(JournalPlan.read(disk, DATA).logs()).isEmpty();
        assertThat(log(store, "a-0", OLD).checkpoint().recoveryPoint()).isEqualTo(2);
    }

    @Test
    void recoveryPointsSayWhatIsForcedAndNotWhatIsJournaled() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");

        // when
        flusher.flush();

        // then
        assertThat(log(store, "a-0", OLD).durableOffset()).isEqualTo(2);
        assertThat(log(store, "a-0", OLD).checkpoint().recoveryPoint()).isEqualTo(1);
    }

    @Test
    void doesNotUndoATruncation() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        append(store, "a-0", OLD, "two");
        flusher.flush();

        // when
        log(store, "a-0", OLD).truncateTo(2);
        append(store, "a-0", OLD, "other");
        flusher.flush();
        flusher.force();

        // then
        for (int seed = 0; seed < 20; seed++) {
            LogStore found = open(disk.afterPowerLoss(seed));
            assertThat(TestLogs.values(log(found, "a-0", OLD), 0)).containsExactly("0=first", "1=one", "2=other");
        }
    }

    @Test
    void keepsTheRecordsOfATopicThatTookTheNameOfADeletedOne() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "old", "older");
        flusher.flush();

        // when
        store.retire(List.of("a-0"));
        append(store, "a-0", NEW, "new");
        flusher.flush();

        // then
        for (int seed = 0; seed < 20; seed++) {
            LogStore found = open(disk.afterPowerLoss(seed));
            assertThat(TestLogs.values(log(found, "a-0", NEW), 0)).containsExactly("0=first", "1=new");
        }
    }

    @Test
    void leavesAnotherTopicsFolderAlone() throws Exception {
        // given a journal with records of a topic whose folder is another topic's
        LogStore store = open(disk);
        append(store, "a-0", OLD, "old");
        flusher.flush();
        SimulatedDisk found = disk.afterProcessDeath();
        write(found, DATA.resolve("a-0/partition.metadata"), "version: 0\ntopic_id: " + NEW);
        try (DiskFile file = found.openExisting(DATA.resolve("a-0/00000000000000000000.log"))) {
            file.truncate(10);
        }

        // when
        open(found);

        // then
        assertThat(found.sizeBytes(DATA.resolve("a-0/00000000000000000000.log")))
                .isEqualTo(10);
    }

    @Test
    void doesNotFillAGap() throws Exception {
        // given a segment that lost what the journal's records follow
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        flusher.flush();
        SimulatedDisk found = disk.afterProcessDeath();
        Path segment = DATA.resolve("a-0/00000000000000000000.log");
        try (DiskFile file = found.openExisting(segment)) {
            file.truncate(10);
        }

        // when
        open(found);

        // then
        assertThat(found.sizeBytes(segment)).isEqualTo(10);
    }

    @Test
    void isGoneAfterACleanStop() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        flusher.flush();

        // when
        store.close();

        // then
        assertThat(disk.list(DATA)).noneMatch(name -> name.startsWith("weir-journal"));
        assertThat(TestLogs.values(log(open(disk.afterPowerLoss(1)), "a-0", OLD), 0))
                .containsExactly("0=first", "1=one");
    }

    @Test
    void aFullDiskLeavesTheLogsToBeForced() throws Exception {
        // given
        LogStore store = open(disk);
        append(store, "a-0", OLD, "one");
        disk.limitFreeBytes(100);

        // when
        flusher.flush();

        // then
        assertThat(log(store, "a-0", OLD).durableOffset()).isEqualTo(1);
        disk.limitFreeBytes(Long.MAX_VALUE);
        flusher.force();
        assertThat(log(store, "a-0", OLD).durableOffset()).isEqualTo(2);
    }

    private LogStore open(SimulatedDisk on) throws LogStoreException {
        return LogStore.open(new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, flusher));
    }

    private static PartitionLog log(LogStore store, String folder, Uuid topicId) {
        return store.log(folder, topicId, TestLogs.smallSegments(10_000), DurabilityListener.none());
    }

    /** The first record of a log is forced, with its folder. */
    private void append(LogStore store, String folder, Uuid topicId, String... values) throws IOException {
        PartitionLog log = log(store, folder, topicId);
        if (log.logEndOffset() == 0) {
            log.append(TestBatches.plain(0, "first"), CLIENT);
            flusher.forceNext();
        }
        log.append(TestBatches.plain(0, values), CLIENT);
    }

    private static void write(SimulatedDisk on, Path path, String content) throws IOException {
        try (DiskFile file = on.open(path)) {
            file.write(ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
        }
    }

    /** Gives the journal whatever it takes. */
    private static final class JournalingFlusher implements Flusher {

        private final Set<Flushable> waiting = new LinkedHashSet<>();
        private final Set<Flushable> toForce = new LinkedHashSet<>();

        @Override
        public void request(Flushable log) {
            waiting.add(log);
        }

        @Override
        public void requestForce(Flushable log) {
            toForce.add(log);
        }

        void flush() {
            List<TailPass> tails = new ArrayList<>();
            for (Flushable log : waiting) {
                log.beginTail().ifPresentOrElse(tails::add, () -> toForce.add(log));
            }
            waiting.clear();
            if (!tails.isEmpty()) {
                var written = tails.getFirst().log().journal().write(tails);
                written.durable().forEach(TailPass::complete);
                written.refused().forEach(tail -> toForce.add(tail.log()));
            }
        }

        void forceNext() throws IOException {
            toForce.addAll(waiting);
            waiting.clear();
            force();
        }

        void force() throws IOException {
            List<Flushable> logs = List.copyOf(toForce);
            toForce.clear();
            for (Flushable log : logs) {
                Flushable.Pass pass = log.beginFlush();
                pass.force();
                pass.complete();
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
