package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogStorageException;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk without room is not a broken one. */
class FullDiskTest {

    private static final Path DATA = Path.of("/data");
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void aFlushWithoutRoomIsMadeUpFor() throws LogStoreException {
        // given room for the first batch, but not for the small files of its log
        LogStore store = open(disk);
        PartitionLog log = log(store);
        disk.limitFreeBytes(TestBatches.plain(0, "a").remaining());
        log.append(TestBatches.plain(0, "a"), CLIENT);

        // when, then
        assertThat(log.durableOffset()).isZero();
        assertThatThrownBy(() -> log.append(TestBatches.plain(0, "b"), CLIENT))
                .isInstanceOf(LogStorageException.class)
                .hasMessageContaining("full");
        assertThat(TestLogs.values(log, 0)).containsExactly("0=a");

        // when
        disk.limitFreeBytes(Long.MAX_VALUE);
        store.housekeep(clock.millis());

        // then
        assertThat(log.durableOffset()).isEqualTo(1);
        log.append(TestBatches.plain(0, "b"), CLIENT);
        SimulatedDisk found = disk.afterPowerLoss(1);
        assertThat(TestLogs.values(log(open(found)), 0)).containsExactly("0=a", "1=b");
    }

    @Test
    void appendsAreTakenAgainWithoutWaitingForHousekeeping() throws LogStoreException {
        // given
        PartitionLog log = log(open(disk));
        disk.limitFreeBytes(TestBatches.plain(0, "a").remaining());
        log.append(TestBatches.plain(0, "a"), CLIENT);

        // when
        disk.limitFreeBytes(Long.MAX_VALUE);
        log.append(TestBatches.plain(0, "b"), CLIENT);

        // then
        assertThat(log.durableOffset()).isEqualTo(2);
    }

    @Test
    void housekeepingAndCheckpointsWaitForRoom() throws LogStoreException {
        // given index entries and offsets that are only in memory
        LogStore store = open(disk);
        PartitionLog log = log(store);
        for (int i = 0; i < 6; i++) {
            log.append(TestBatches.plain(0, "a".repeat(50)), CLIENT);
        }
        disk.limitFreeBytes(0);

        // when
        store.housekeep(clock.millis());
        boolean written = store.checkpoint();

        // then
        assertThat(written).isFalse();
        assertThat(log.failure()).isEmpty();
        assertThat(store.dataFolders()).allMatch(DataFolderInfo::isOnline);

        // when
        disk.limitFreeBytes(Long.MAX_VALUE);
        store.housekeep(clock.millis());

        // then
        assertThat(store.checkpoint()).isTrue();
        log.append(TestBatches.plain(0, "b"), CLIENT);
        assertThat(log.durableOffset()).isEqualTo(7);
    }

    private LogStore open(SimulatedDisk on) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store) {
        return store.log("topic-0", new Uuid(1, 2), TestLogs.smallSegments(10_000), DurabilityListener.none());
    }
}
