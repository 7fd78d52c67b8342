package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deletion of many logs at once. */
class DeletionTest {

    private static final Path DATA = Path.of("/data");
    private static final Uuid OLD = new Uuid(1, 2);
    private static final Uuid NEW = new Uuid(3, 4);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final int MANY = 1_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void theDecisionTouchesNoDisk() throws Exception {
        // given
        LogStore store = open(disk);
        List<String> names = written(store);
        long before = disk.changes();

        // when
        store.retire(names);

        // then
        assertThat(disk.changes()).isEqualTo(before);
        assertThat(store.folders()).isEmpty();
    }

    @Test
    void theDataFolderIsForcedOnceHoweverManyLogsGo() throws Exception {
        // given
        LogStore store = open(disk);
        List<String> names = written(store);
        store.retire(names);
        long before = disk.changes();

        // when
        store.deleteRetired();

        // then one rename each
        assertThat(disk.changes() - before).isEqualTo(MANY + 1);
        assertThat(disk.list(DATA)).filteredOn(name -> name.endsWith("-delete")).hasSize(MANY);

        // when nothing is left to do
        store.deleteRetired();

        // then
        assertThat(disk.changes() - before).isEqualTo(MANY + 1);
    }

    @Test
    void whatWasDeletedStaysDeletedAfterAPowerLoss() throws Exception {
        // given
        LogStore store = open(disk);
        store.retire(written(store));

        // when
        store.deleteRetired();

        // then
        assertThat(open(disk.afterPowerLoss(1)).folders()).isEmpty();
    }

    @Test
    void aNameIsFreeBeforeItsFolderIsRenamed() throws Exception {
        // given
        LogStore store = open(disk);
        PartitionLog old = log(store, "topic-0", OLD);
        old.append(TestBatches.plain(0, "old"), CLIENT);
        store.retire(List.of("topic-0"));

        // when
        PartitionLog fresh = log(store, "topic-0", NEW);
        fresh.append(TestBatches.plain(0, "new"), CLIENT);
        store.deleteRetired();

        // then
        assertThat(TestLogs.values(fresh, 0)).containsExactly("0=new");
        assertThatThrownBy(old::logEndOffset).hasMessageContaining("deleted");
        assertThat(disk.list(DATA))
                .anyMatch(name -> name.startsWith("topic-0.") && name.endsWith("-delete"))
                .noneMatch(name -> name.endsWith("-stray"));
    }

    @Test
    void anOpenLogIsUsableUntilItsFolderIsRenamed() throws Exception {
        // given somebody who has found the log before it was deleted
        LogStore store = open(disk);
        PartitionLog log = log(store, "topic-0", OLD);
        log.append(TestBatches.plain(0, "a"), CLIENT);
        store.retire(List.of("topic-0"));

        // when
        log.append(TestBatches.plain(0, "b"), CLIENT);
        store.deleteRetired();

        // then
        assertThatThrownBy(() -> log.append(TestBatches.plain(0, "c"), CLIENT)).hasMessageContaining("deleted");
    }

    @Test
    void aCleanStopLeavesNothingRetiredBehind() throws Exception {
        // given
        LogStore store = open(disk);
        store.retire(written(store));

        // when
        store.close();

        // then
        assertThat(open(disk).folders()).isEmpty();
    }

    private List<String> written(LogStore store) {
        List<String> names =
                IntStream.range(0, MANY).mapToObj(i -> "topic-" + i).toList();
        for (String name : names) {
            log(store, name, OLD).append(TestBatches.plain(0, "a"), CLIENT);
        }
        return names;
    }

    private LogStore open(SimulatedDisk on) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store, String name, Uuid topicId) {
        return store.log(name, topicId, LogConfig.DEFAULTS, DurabilityListener.none());
    }
}
