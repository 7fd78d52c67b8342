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
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What others do to a log while a round of compaction is under way on it, at each of its strides. */
class CompactionAndOthersTest {

    /** What is done to a log, once, in the middle of a round. */
    private interface Disturbance {
        void to(PartitionLog log);
    }

    private static final String NAME = "topic-0";
    private static final Path DATA = Path.of("/data");
    private static final Uuid OLD = new Uuid(1, 2);
    private static final Uuid NEW = new Uuid(3, 4);
    private static final CleanerConfig SMALL_STRIDES = new CleanerConfig(1, 1 << 12, 0.9, 4096, Double.MAX_VALUE, 0);
    private static final LogConfig CONFIG = TestLogs.smallSegments(300)
            .withRetention(retention -> retention.withFileDeleteDelayMs(0))
            .withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 0));

    private SimulatedClock clock = new SimulatedClock(1000);
    private SimulatedDisk disk = new SimulatedDisk();
    private LogStore store = open();

    @Test
    void aLogThatIsDeletedLeavesNothingToTheNextOfItsName() throws Exception {
        for (int stride = 0; stride < strides(); stride++) {
            // given a round that is held up
            startOver();
            CountDownLatch reached = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Cleaner cleaner = disturbedAt(stride, () -> {
                reached.countDown();
                awaitQuietly(goOn);
            });
            FutureTask<Boolean> round = new FutureTask<>(() -> store.cleaner().cleanDirtiest(cleaner));
            Thread.ofPlatform().start(round);
            reached.await();

            // when the log is deleted and made anew
            Thread others = waiting(() -> {
                store.retire(List.of(NAME));
                store.deleteRetired();
                PartitionLog fresh = log(NEW);
                append(fresh, "k", "new");
            });
            goOn.countDown();
            others.join();

            // then the round is given up, and the folder is the new log's alone
            assertThat(round.get()).isFalse();
            assertThat(disk.list(DATA.resolve(NAME)))
                    .as("after stride " + stride)
                    .allMatch(name -> name.startsWith("00000000000000000000.") || !name.startsWith("0"))
                    .noneMatch(name -> name.contains(".cleaned") || name.contains(".swap"));
            assertThat(valuesFoundAfterACrash()).containsExactly("0=new");
        }
    }

    @Test
    void aLogThatGoesOfflineIsLeftAtOnce() throws Exception {
        for (int stride = 0; stride < strides(); stride++) {
            // given
            startOver();
            int[] asked = {0};

            // when
            Disturbance disturbance = opened -> opened.fail("says the test");
            boolean isDone = store.cleaner().cleanDirtiest(counting(asked, stride, disturbance));

            // then
            assertThat(isDone).isFalse();
            assertThat(asked[0]).isEqualTo(stride + 1);
        }
    }

    @Test
    void aLogThatIsCutMeanwhileIsCompactedLater() throws Exception {
        everyStrideSurvives(opened -> opened.truncateTo(opened.logEndOffset() / 2));
    }

    @Test
    void aLogThatIsEmptiedMeanwhileIsCompactedLater() throws Exception {
        everyStrideSurvives(opened -> opened.truncateFullyAndStartAt(500));
    }

    @Test
    void aLogThatLosesOldSegmentsMeanwhileIsCompactedLater() throws Exception {
        everyStrideSurvives(opened -> {
            opened.advanceLogStartOffset(opened.logEndOffset() / 2);
            opened.deleteOldSegments(clock.millis());
            opened.housekeep(clock.millis());
        });
    }

    private void everyStrideSurvives(Disturbance disturbance) throws Exception {
        for (int stride = 0; stride < strides(); stride++) {
            // given
            PartitionLog opened = startOver();

            // when
            store.cleaner().cleanDirtiest(counting(new int[1], stride, disturbance));

            // then it is compacted as soon as it is worth it again
            fill(opened);
            assertThat(store.cleaner().cleanDirtiest(disturbedAt(-1, () -> {})))
                    .as("compacted after a disturbance at stride " + stride)
                    .isTrue();
            assertThat(store.dataFolders()).allMatch(DataFolderInfo::isOnline);
            assertThat(TestLogs.values(opened, opened.logStartOffset()))
                    .hasSizeLessThan(25)
                    .last()
                    .asString()
                    .endsWith("=v99");
            assertThat(disk.list(DATA.resolve(NAME))).noneMatch(name -> name.endsWith(".cleaned"));
        }
    }

    /** How often a round that nobody disturbs comes to where it may be held up. */
    private int strides() throws Exception {
        startOver();
        int[] strides = {0};
        store.cleaner().cleanDirtiest(counting(strides, -1, _ -> {}));
        assertThat(strides[0]).isGreaterThan(20);
        return strides[0];
    }

    private Cleaner counting(int[] asked, int stride, Disturbance disturbance) {
        PartitionLog opened = store.find(NAME).orElseThrow();
        return new Cleaner(SMALL_STRIDES, new IoThrottle(Double.MAX_VALUE, clock, _ -> {
            if (asked[0]++ == stride) {
                disturbance.to(opened);
            }
        }));
    }

    private Cleaner disturbedAt(int stride, Runnable disturbance) {
        return counting(new int[1], stride, _ -> disturbance.run());
    }

    private PartitionLog startOver() {
        clock = new SimulatedClock(1000);
        disk = new SimulatedDisk();
        store = open();
        PartitionLog opened = log(OLD);
        fill(opened);
        return opened;
    }

    private void fill(PartitionLog opened) {
        for (int i = 0; i < 100; i++) {
            append(opened, "k" + i % 5, "v" + i);
        }
    }

    private void append(PartitionLog opened, String key, String value) {
        opened.append(
                RecordBatchBuilder.plain()
                        .append(clock.millis(), TestBatches.utf8(key), TestBatches.utf8(value))
                        .build(),
                AppendRequest.fromClient(0));
    }

    private List<String> valuesFoundAfterACrash() throws Exception {
        SimulatedDisk found = disk.afterPowerLoss(1);
        LogStore restarted = LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(found, clock, new InlineFlusher()));
        return TestLogs.values(restarted.log(NAME, NEW, CONFIG, DurabilityListener.none()), 0);
    }

    private LogStore open() {
        try {
            return LogStore.open(
                    new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(disk, clock, new InlineFlusher()));
        } catch (LogStoreException e) {
            throw new AssertionError(e);
        }
    }

    private PartitionLog log(Uuid topicId) {
        return store.log(NAME, topicId, CONFIG, DurabilityListener.none());
    }

    /** A thread that has come to where it waits, or to its end. */
    private static Thread waiting(Runnable work) {
        Thread thread = Thread.ofPlatform().start(work);
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
