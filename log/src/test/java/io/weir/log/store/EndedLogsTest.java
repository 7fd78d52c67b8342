package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.flush.ManualFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Logs that are deleted or closed while somebody is still at work on them. */
class EndedLogsTest {

    private static final Path DATA = Path.of("/data");
    private static final Uuid OLD = new Uuid(1, 2);
    private static final Uuid NEW = new Uuid(3, 4);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void housekeepingThatMeetsADeletionLeavesTheFolderOnline() throws Exception {
        // given an append that holds the log, a deletion that waits for it, and housekeeping behind that
        LogStore store = open(new InlineFlusher());
        PartitionLog other = log(store, "other-0", OLD);
        PartitionLog log = log(store, "topic-0", OLD);
        log.append(TestBatches.idempotent(5, 0, 0, 0, "a"), CLIENT);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch appending = new CountDownLatch(1);
        disk.beforeWrite(() -> {
            appending.countDown();
            awaitQuietly(goOn);
        });
        Thread append = Thread.ofPlatform().start(() -> log.append(TestBatches.idempotent(5, 0, 1, 0, "b"), CLIENT));
        appending.await();
        Thread deletion = waiting(() -> delete(store));
        Thread housekeeping = waiting(() -> store.housekeep(clock.millis()));

        // when
        disk.beforeWrite(() -> {});
        goOn.countDown();
        append.join();
        deletion.join();
        housekeeping.join();

        // then
        assertThat(store.dataFolders()).allMatch(DataFolderInfo::isOnline);
        assertThat(other.append(TestBatches.plain(0, "c"), CLIENT).baseOffset()).isZero();
    }

    @Test
    void aFlushAskedForByADeletedLogWritesNothing() throws Exception {
        // given
        ManualFlusher flusher = new ManualFlusher();
        LogStore store = open(flusher);
        log(store, "topic-0", OLD).append(TestBatches.plain(0, "old", "older"), CLIENT);
        delete(store);
        PartitionLog fresh = log(store, "topic-0", NEW);
        fresh.append(TestBatches.plain(0, "new"), CLIENT);

        // when
        flusher.flush();

        // then
        assertThat(fresh.durableOffset()).isEqualTo(1);
        assertFoundAfterACrash("0=new");
    }

    @Test
    void aPassThatWasBegunBeforeTheDeletionForcesNothing() throws Exception {
        // given
        HeldFlusher flusher = new HeldFlusher();
        LogStore store = open(flusher);
        log(store, "topic-0", OLD).append(TestBatches.plain(0, "old", "older"), CLIENT);
        flusher.begin();
        delete(store);
        PartitionLog fresh = log(store, "topic-0", NEW);

        // when
        flusher.end();

        // then
        assertThat(disk.exists(DATA.resolve("topic-0"))).isFalse();

        // when
        fresh.append(TestBatches.plain(0, "new"), CLIENT);
        flusher.begin();
        flusher.end();

        // then
        assertThat(fresh.durableOffset()).isEqualTo(1);
        assertFoundAfterACrash("0=new");
    }

    @Test
    void closingForcesWhatAPassUnderWayHasTaken() throws Exception {
        // given
        HeldFlusher flusher = new HeldFlusher();
        LogStore store = open(flusher);
        log(store, "topic-0", NEW).append(TestBatches.plain(0, "new"), CLIENT);
        flusher.begin();

        // when
        store.close();
        flusher.end();

        // then
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk found = disk.afterPowerLoss(seed);
            assertThat(found.exists(DATA.resolve(".kafka_cleanshutdown"))).isTrue();
            assertThat(found.exists(DATA.resolve("topic-0/partition.metadata"))).isTrue();
            assertThat(valuesOn(found)).containsExactly("0=new");
        }
    }

    private void assertFoundAfterACrash(String value) throws LogStoreException {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(valuesOn(disk.afterPowerLoss(seed))).containsExactly(value);
        }
    }

    private List<String> valuesOn(SimulatedDisk found) throws LogStoreException {
        LogStore store = LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(found, clock, new InlineFlusher()));
        return TestLogs.values(log(store, "topic-0", NEW), 0);
    }

    private LogStore open(Flusher flusher) throws LogStoreException {
        return LogStore.open(new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(disk, clock, flusher));
    }

    private static PartitionLog log(LogStore store, String folder, Uuid topicId) {
        return store.log(folder, topicId, LogConfig.DEFAULTS, DurabilityListener.none());
    }

    /** A thread that has come to where it waits. */
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

    private static void delete(LogStore store) {
        store.retire(List.of("topic-0"));
        store.deleteRetired();
    }
}
