package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.PartitionLog;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogStorageException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The disk is full or broken from every single operation of a long script on. */
class DiskFaultTest {

    private static final Path A = Path.of("/a");
    private static final Path B = Path.of("/b");
    private static final long RESERVE_BYTES = 64 << 10;

    @Test
    void aDiskThatFillsUpTakesNothingOfflineAndLosesNothing() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        forEveryOperation(operations(0, A), first -> {
            // given
            SimulatedDisk simulated = new SimulatedDisk();
            FaultyDisk disk = new FaultyDisk(simulated);
            FaultScript script = new FaultScript(0, A);
            LogStore store = script.open(disk);
            disk.fullFrom(disk.operations() + first);

            // when
            script.live(store);

            // then
            assertThat(store.dataFolders()).allMatch(DataFolderInfo::isOnline);
            assertThat(script.plain(store).failure()).isEmpty();
            assertThat(script.compacted(store).failure()).isEmpty();
            script.check(store);
            refused.addAndGet(script.refusedCount());

            // when
            disk.heal();
            script.housekeep(store);

            // then
            assertThat(script.takesRecords(store)).isTrue();
            script.live(store);
            script.check(store);
            script.check(script.open(simulated.afterPowerLoss(first)));
        });
        assertThat(refused.get()).isGreaterThan(100);
    }

    @Test
    void aBrokerWhoseDiskIsFullStartsServesReadsAndDeletes() throws Exception {
        forEveryOperation(operations(RESERVE_BYTES, A), first -> {
            // given
            SimulatedDisk simulated = new SimulatedDisk();
            FaultyDisk disk = new FaultyDisk(simulated);
            FaultScript script = new FaultScript(RESERVE_BYTES, A);
            LogStore store = script.open(disk);
            disk.fullFrom(disk.operations() + first);
            script.live(store);

            // when
            FaultyDisk found = new FaultyDisk(first % 2 == 0 ? simulated.afterPowerLoss(first) : simulated);
            if (first % 2 == 1) {
                store.close();
            }
            found.fullFrom(0);
            LogStore again = script.open(found);

            // then
            script.check(again);
            // What was deleted before may have left room.
            boolean _ = script.takesRecords(again);
            script.deleteOne(again);
            script.housekeep(again);
            assertThat(again.dataFolders()).allMatch(DataFolderInfo::isOnline);
            assertThat(again.checkpoint()).isTrue();
            script.check(again);

            // when
            found.heal();
            script.housekeep(again);

            // then
            assertThat(again.isFull()).isFalse();
            assertThat(script.takesRecords(again)).isTrue();
        });
    }

    @Test
    void aBrokenFolderTakesItsOwnPartitionsOfflineAndNothingElse() throws Exception {
        forEveryOperation(operations(0, A, B), first -> {
            // given
            SimulatedDisk simulated = new SimulatedDisk();
            FaultyDisk disk = new FaultyDisk(simulated);
            FaultScript script = new FaultScript(0, A, B);
            LogStore store = script.open(disk);
            script.plain(store);
            script.compacted(store);
            disk.brokenFrom(disk.operations() + first, A);

            // when
            script.live(store);

            // then
            assertThat(store.hasFailed()).isFalse();
            PartitionLog plain = script.plain(store);
            PartitionLog compacted = script.compacted(store);
            assertThat(plain.location().folder().startsWith(A)).isTrue();
            assertThat(compacted.location().folder().startsWith(B)).isTrue();
            assertThat(compacted.failure()).isEmpty();
            assertThat(store.dataFolders().getLast().isOnline()).isTrue();
            if (!store.dataFolders().getFirst().isOnline()) {
                assertThatThrownBy(plain::logEndOffset).isInstanceOf(LogStorageException.class);
            }

            // when
            SimulatedDisk found = first % 2 == 0 ? simulated.afterPowerLoss(first) : simulated.afterProcessDeath();

            // then
            script.check(script.open(found));
        });
    }

    private interface Life {
        void live(long first) throws Exception;
    }

    private static void forEveryOperation(long count, Life life) {
        for (long first = 0; first < count; first++) {
            try {
                life.live(first);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("Failing from operation " + first + " of " + count, e);
            }
        }
    }

    /** How many operations the script takes where nothing fails. */
    private static long operations(long reservedBytes, Path... folders) throws LogStoreException {
        FaultyDisk disk = new FaultyDisk(new SimulatedDisk());
        FaultScript script = new FaultScript(reservedBytes, folders);
        LogStore store = script.open(disk);
        long before = disk.operations();
        script.live(store);
        script.check(store);
        return disk.operations() - before;
    }
}
