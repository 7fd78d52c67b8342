package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.disk.WholeFile;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {

    private static final Path DATA = Path.of("/data");
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void refusesAFolderOfAnotherNodeOrCluster() throws LogStoreException {
        // given
        open(disk, "mine", 1, DATA).close();

        // when, then
        assertThatThrownBy(() -> open(disk, "mine", 2, DATA))
                .isInstanceOf(LogStoreException.class)
                .hasMessageContaining("belongs to node 1, not to node 2");
        assertThatThrownBy(() -> open(disk, "yours", 1, DATA))
                .isInstanceOf(LogStoreException.class)
                .hasMessageContaining("belongs to cluster mine");
        open(disk, "mine", 1, DATA).close();
    }

    @Test
    void refusesAFolderInUse() throws LogStoreException {
        // given
        LogStore store = open(disk, "mine", 1, DATA);

        // when, then
        assertThatThrownBy(() -> open(disk, "mine", 1, DATA))
                .isInstanceOf(LogStoreException.class)
                .hasMessageContaining("in use by another broker");
        store.close();
    }

    @Test
    void tenThousandLogsCostNothingUntilTheyAreUsed() throws LogStoreException {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        long changes = disk.changes();

        // when
        for (int i = 0; i < 10_000; i++) {
            log(store, "topic-" + i, TOPIC);
        }

        // then
        assertThat(disk.changes()).isEqualTo(changes);
        assertThat(store.folders()).hasSize(10_000);
    }

    @Test
    void findsItsLogsAgain() throws LogStoreException {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        PartitionLog log = log(store, "topic-0", TOPIC);
        log.append(TestBatches.plain(0, "a", "b", "c"), CLIENT);
        log.advanceLogStartOffset(1);
        store.close();

        // when
        LogStore again = open(disk, "mine", 1, DATA);

        // then
        assertThat(again.folders()).containsExactly("topic-0");
        assertThat(TestLogs.values(log(again, "topic-0", TOPIC), 1)).containsExactly("1=b", "2=c");
        assertThat(log(again, "topic-0", TOPIC).logStartOffset()).isEqualTo(1);
    }

    @Test
    void knowsInWhichRegistrationItStoppedInAnOrderlyWayAndNothingAfterACrash() throws LogStoreException {
        // given
        LogStore first = open(disk, "mine", 1, DATA);
        assertThat(first.lastStop()).isEqualTo(-1);
        first.registered(77);
        first.close();

        // when
        LogStore second = open(disk, "mine", 1, DATA);

        // then
        assertThat(second.lastStop()).isEqualTo(77);

        // when: it crashes
        second.registered(78);
        LogStore third = open(disk.afterProcessDeath(), "mine", 1, DATA);

        // then
        assertThat(third.lastStop()).isEqualTo(-1);
    }

    @Test
    void doesNotTrustACleanStopForLogsNobodyCheckedAfterACrash() throws LogStoreException {
        // given a crash
        LogStore store = open(disk, "mine", 1, DATA);
        log(store, "topic-0", TOPIC).append(TestBatches.plain(0, "a"), CLIENT);
        SimulatedDisk afterCrash = disk.afterProcessDeath();

        // when the next broker stops cleanly and never touched the log
        LogStore second = open(afterCrash, "mine", 1, DATA);
        log(second, "topic-0", TOPIC);
        second.close();

        // then
        assertThat(afterCrash.exists(DATA.resolve(".kafka_cleanshutdown"))).isFalse();

        // when it is touched
        LogStore third = open(afterCrash, "mine", 1, DATA);
        log(third, "topic-0", TOPIC).logEndOffset();
        third.close();

        // then
        assertThat(afterCrash.exists(DATA.resolve(".kafka_cleanshutdown"))).isTrue();
    }

    @Test
    void deletesAtOnceByNameAndLaterByContent() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        log(store, "topic-0", TOPIC).append(TestBatches.plain(0, "old"), CLIENT);

        // when
        delete(store);
        PartitionLog fresh = log(store, "topic-0", new Uuid(3, 4));
        fresh.append(TestBatches.plain(0, "new"), CLIENT);

        // then
        assertThat(TestLogs.values(fresh, 0)).containsExactly("0=new");
        assertThat(disk.list(DATA)).anyMatch(name -> name.endsWith("-delete"));

        // when
        store.housekeep(clock.millis() + 61_000);

        // then
        assertThat(disk.list(DATA)).noneMatch(name -> name.endsWith("-delete"));
    }

    @Test
    void movesAFolderOfAnotherTopicAside() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        log(store, "topic-0", TOPIC).append(TestBatches.plain(0, "old"), CLIENT);
        store.close();

        // when
        LogStore again = open(disk, "mine", 1, DATA);
        PartitionLog other = log(again, "topic-0", new Uuid(3, 4));

        // then
        assertThat(other.logEndOffset()).isZero();
        assertThat(disk.list(DATA)).anyMatch(name -> name.startsWith("topic-0.") && name.endsWith("-stray"));
    }

    @Test
    void movesAKnownLogOfAnotherTopicAside() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        PartitionLog old = log(store, "topic-0", TOPIC);
        old.append(TestBatches.plain(0, "old"), CLIENT);

        // when
        PartitionLog other = log(store, "topic-0", new Uuid(3, 4));
        other.append(TestBatches.plain(0, "new"), CLIENT);

        // then
        assertThat(TestLogs.values(other, 0)).containsExactly("0=new");
        assertThatThrownBy(old::logEndOffset).hasMessageContaining("deleted");
        assertThat(disk.list(DATA)).anyMatch(name -> name.startsWith("topic-0.") && name.endsWith("-stray"));
    }

    @Test
    void movesFoldersAsideThatNobodyAskedFor() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        log(store, "gone-0", TOPIC).append(TestBatches.plain(0, "a"), CLIENT);
        log(store, "topic-0", TOPIC).append(TestBatches.plain(0, "b"), CLIENT);
        store.close();
        LogStore again = open(disk, "mine", 1, DATA);
        PartitionLog kept = log(again, "topic-0", TOPIC);

        // when
        again.moveUnclaimedAside();

        // then
        assertThat(again.folders()).containsExactly("topic-0");
        assertThat(disk.list(DATA))
                .contains("topic-0")
                .doesNotContain("gone-0")
                .anyMatch(name -> name.startsWith("gone-0.") && name.endsWith("-stray"));
        assertThat(TestLogs.values(kept, 0)).containsExactly("0=b");
    }

    @Test
    void closesTheOtherLogsWhenOneFails() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        for (int i = 0; i < 3; i++) {
            log(store, "topic-" + i, TOPIC).append(TestBatches.plain(0, "a"), CLIENT);
        }
        AtomicInteger writes = new AtomicInteger();
        disk.beforeWrite(() -> {
            if (writes.incrementAndGet() == 1) {
                throw new IllegalStateException("in a test");
            }
        });

        // when
        store.close();

        // then
        assertThat(disk.exists(DATA.resolve(".kafka_cleanshutdown"))).isFalse();
        assertThat(WholeFile.readText(disk, DATA.resolve("recovery-point-offset-checkpoint")))
                .isEqualTo("0\n3\ntopic 0 1\ntopic 1 1\ntopic 2 1\n");
        assertThat(disk.list(DATA).stream().filter(OffsetCheckpoint::isFolderName))
                .hasSize(3)
                .satisfies(folders ->
                        assertThat(folders.stream().filter(this::hasSnapshot)).hasSize(2));
    }

    @Test
    void manyLogsAreClosedWithoutAForceForEach() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        int logs = 100;
        for (int i = 0; i < logs; i++) {
            log(store, "topic-" + i, TOPIC).append(TestBatches.idempotent(5, 0, 0, 0, "a"), CLIENT);
        }
        long before = disk.forces();

        // when
        store.close();

        // then
        assertThat(disk.forces() - before).isLessThan(logs / 2);
        LogStore found = open(disk.afterPowerLoss(1), "mine", 1, DATA);
        for (int i = 0; i < logs; i++) {
            PartitionLog log = log(found, "topic-" + i, TOPIC);
            assertThat(TestLogs.values(log, 0)).containsExactly("0=a");
            assertThat(log.producers()).hasSize(1);
        }
    }

    private boolean hasSnapshot(String folder) {
        return disk.exists(DATA.resolve(folder).resolve("00000000000000000001.snapshot"));
    }

    @Test
    void spreadsLogsOverItsFolders() throws LogStoreException {
        // given
        LogStore store = open(disk, "mine", 1, Path.of("/a"), Path.of("/b"));

        // when
        for (int i = 0; i < 10; i++) {
            log(store, "topic-" + i, TOPIC);
        }

        // then
        assertThat(store.dataFolders())
                .allSatisfy(folder -> assertThat(folder.partitionFolders()).hasSize(5));
    }

    @Test
    void writesKafkasSmallFiles() throws Exception {
        // given
        LogStore store = open(disk, "mine", 1, DATA);
        PartitionLog log = log(store, "my-topic-7", TOPIC);
        log.append(TestBatches.plain(0, "a", "b"), CLIENT);
        log.advanceLogStartOffset(1);

        // when
        store.close();

        // then
        assertThat(WholeFile.readText(disk, DATA.resolve("recovery-point-offset-checkpoint")))
                .isEqualTo("0\n1\nmy-topic 7 2\n");
        assertThat(WholeFile.readText(disk, DATA.resolve("log-start-offset-checkpoint")))
                .isEqualTo("0\n1\nmy-topic 7 1\n");
        assertThat(WholeFile.readText(disk, DATA.resolve("my-topic-7/leader-epoch-checkpoint")))
                .isEqualTo("0\n1\n0 1\n");
        assertThat(WholeFile.readText(disk, DATA.resolve("my-topic-7").resolve(PartitionMetadata.FILE_NAME)))
                .isEqualTo("version: 0\ntopic_id: " + TOPIC);
        assertThat(disk.list(DATA.resolve("my-topic-7")))
                .containsExactly(
                        "00000000000000000000.index",
                        "00000000000000000000.log",
                        "00000000000000000000.timeindex",
                        "00000000000000000002.snapshot",
                        "leader-epoch-checkpoint",
                        "partition.metadata");
    }

    @Test
    void worksOnTheRealDisk(@TempDir Path folder) throws Exception {
        // given
        LogStore store = open(new NioDisk(), "mine", 1, folder);
        PartitionLog log = log(store, "topic-0", TOPIC);
        for (int i = 0; i < 100; i++) {
            log.append(TestBatches.plain(i, "value-" + i), CLIENT);
        }
        store.close();

        // when
        LogStore again = open(new NioDisk(), "mine", 1, folder);
        List<String> values = TestLogs.values(log(again, "topic-0", TOPIC), 98);
        again.close();

        // then
        assertThat(values).containsExactly("98=value-98", "99=value-99");
        assertThat(Files.exists(folder.resolve(".kafka_cleanshutdown"))).isTrue();
    }

    @Test
    void flushesAWholeFileSystemWherePossible(@TempDir Path folder) throws Exception {
        // given, when
        boolean flushed = new NioDisk().forceAll(folder);

        // then
        assertThat(flushed).isEqualTo(System.getProperty("os.name").startsWith("Linux"));
    }

    private LogStore open(io.weir.log.disk.Disk on, String cluster, int node, Path... folders)
            throws LogStoreException {
        LogEnvironment environment = TestLogs.environment(on, clock, new InlineFlusher());
        return LogStore.open(new StoreConfig(List.of(folders), cluster, node), environment);
    }

    private static PartitionLog log(LogStore store, String folder, Uuid topicId) {
        return store.log(folder, topicId, LogConfig.DEFAULTS, DurabilityListener.none());
    }

    private static void delete(LogStore store) {
        store.retire(List.of("topic-0"));
        store.deleteRetired();
    }
}
