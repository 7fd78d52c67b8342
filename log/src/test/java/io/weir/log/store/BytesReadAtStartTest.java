package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a start reads of the batches: as good as nothing after a clean stop, what no checkpoint covers after a crash. */
class BytesReadAtStartTest {

    private static final Path DATA = Path.of("/data");
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final int INDEX_INTERVAL_BYTES = 4096;
    private static final String VALUE = "x".repeat(1000);
    private static final int BATCH_BYTES =
            TestBatches.idempotent(5, 0, 0, 0, VALUE).remaining();

    /** An entry follows when more than the interval has come, so it may stand this far before the end. */
    private static final int BEHIND_LAST_ENTRY_BYTES = INDEX_INTERVAL_BYTES + 2 * BATCH_BYTES;

    /** Headers are read in pieces of 2 KiB. */
    private static final int FEW_HEADERS_BYTES = 4 * 2048;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);
    private int sequence;

    @Test
    void aCleanStopLeavesNothingToReadButWhatTheLastIndexEntryDoesNotCover() throws Exception {
        // given
        LogStore store = open(disk, new InlineFlusher());
        append(log(store), 3000);
        store.close();

        // when
        long read = bytesReadAtOpen(disk.afterProcessDeath(), 3000);

        // then
        assertThat(read).isLessThanOrEqualTo(BEHIND_LAST_ENTRY_BYTES);
    }

    @Test
    void aCrashLeavesWhatLiesBehindTheRecoveryPoint() throws Exception {
        // given
        LogStore store = open(disk, new InlineFlusher());
        append(log(store), 2500);
        store.checkpoint();
        append(log(store), 50);

        // when
        long read = bytesReadAtOpen(disk.afterProcessDeath(), 2550);

        // then both the check of the batches and the replay of the producers read them, and what the index cannot tell
        assertThat(read).isLessThanOrEqualTo(2L * (50 * BATCH_BYTES + BEHIND_LAST_ENTRY_BYTES));
    }

    @Test
    void aLogThatIsAlwaysBeingFlushedIsCoveredAtTheNextHousekeeping() throws Exception {
        // given a flush that ends only after the checkpoint
        HeldFlusher flusher = new HeldFlusher();
        LogStore store = open(disk, flusher);
        append(log(store), 2500);
        store.checkpoint();
        flusher.begin();
        flusher.end();
        append(log(store), 50);

        // when
        store.housekeep(clock.millis());
        long read = bytesReadAtOpen(disk.afterProcessDeath(), 2550);

        // then
        assertThat(read).isLessThanOrEqualTo(2L * (50 * BATCH_BYTES + BEHIND_LAST_ENTRY_BYTES));
    }

    @Test
    void aLogThatGrewLittleSinceIsNotWorthASnapshot() throws Exception {
        // given
        LogStore store = open(disk, new InlineFlusher());
        append(log(store), 20);

        // when
        store.checkpoint();

        // then
        assertThat(snapshots()).isEmpty();
        assertThat(bytesReadAtOpen(disk.afterProcessDeath(), 20))
                .isLessThanOrEqualTo(40L * BATCH_BYTES + FEW_HEADERS_BYTES);
    }

    @Test
    void fewSnapshotsAreKept() throws Exception {
        // given
        LogStore store = open(disk, new InlineFlusher());

        // when
        for (int i = 0; i < 10; i++) {
            append(log(store), 100);
            store.checkpoint();
        }

        // then
        assertThat(snapshots())
                .containsExactlyInAnyOrder("00000000000000000900.snapshot", "00000000000000001000.snapshot");
    }

    private List<String> snapshots() throws Exception {
        return disk.list(DATA.resolve("topic-0")).stream()
                .filter(name -> name.endsWith(".snapshot"))
                .toList();
    }

    private long bytesReadAtOpen(SimulatedDisk found, long expectedEnd) throws Exception {
        FaultyDisk counting = new FaultyDisk(found);
        PartitionLog log = log(open(counting, new InlineFlusher()));
        assertThat(log.logEndOffset()).isEqualTo(expectedEnd);
        long read = counting.takeLogBytesRead();
        assertThat(log.producers())
                .singleElement()
                .satisfies(producer -> assertThat(producer.lastSequence()).isEqualTo((int) expectedEnd - 1));
        return read;
    }

    private void append(PartitionLog log, int batches) {
        for (int i = 0; i < batches; i++) {
            clock.advance(1);
            log.append(TestBatches.idempotent(5, 0, sequence++, clock.millis(), VALUE), CLIENT);
        }
    }

    private LogStore open(Disk on, Flusher flusher) throws LogStoreException {
        return LogStore.open(new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, flusher));
    }

    private static PartitionLog log(LogStore store) {
        LogConfig config = LogConfig.DEFAULTS.withSegment(
                segment -> segment.withMaxBytes(16 << 20).withIndexIntervalBytes(INDEX_INTERVAL_BYTES));
        return store.log("topic-0", TOPIC, config, DurabilityListener.none());
    }
}
